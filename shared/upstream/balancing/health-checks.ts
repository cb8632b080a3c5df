import { upstreamEvent } from '../../core/channels.ts';
import { CachePolicy } from '../../core/http/cache-policy.ts';
import { defaultPresentation } from '../../core/presentation.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import { RequestScope } from '../../core/runtime/request-scope.ts';
import type { HealthCheckOptions } from '../upstream-options.ts';
import type { Member } from './pool-member.ts';

export interface HealthChecksOptions extends HealthCheckOptions {
  readonly path: string;
  /** The upstream's name. */
  readonly name: string;
  /** From 0 up to 1: spreads the checks of many processes. */
  random(): number;
  /** Called when a member's health has changed. */
  onChange(): void;
  /** Called after every successful check. */
  onGood(): void;
}

export interface HealthChecks {
  watch(member: Member): void;
  forget(member: Member): void;
}

/**
 * Requests `path` from every endpoint once an interval; the interval starts when the previous check ends. An endpoint becomes
 * unhealthy after `unhealthyAfter` consecutive failures, and healthy again after `healthyAfter` consecutive successes.
 */
export function createHealthChecks(options: HealthChecksOptions): HealthChecks {
  const { name, intervalMs, unhealthyAfter, healthyAfter, random, onChange, onGood } = options;
  const ends = new Map<Member, () => void>();

  function watch(member: Member): void {
    let consecutive = 0;
    let isOver = false;

    function count(isGood: boolean): void {
      if (isGood === member.isHealthy) {
        consecutive = 0;
        return;
      }
      consecutive += 1;
      if (consecutive < (isGood ? healthyAfter : unhealthyAfter)) return;
      consecutive = 0;
      member.isHealthy = isGood;
      onChange();
      const event = isGood ? 'endpoint healthy' : 'endpoint unhealthy';
      upstreamEvent.publish({ upstream: name, event, endpoint: member.shownUrl });
    }

    async function run(): Promise<void> {
      const isGood = await checkHealth(member, options);
      if (isOver) return;
      if (isGood) onGood();
      count(isGood);
      timer = setTimeout(run, intervalMs).unref();
    }

    let timer = setTimeout(run, random() * intervalMs).unref();
    ends.set(member, () => {
      isOver = true;
      clearTimeout(timer);
    });
  }

  return {
    watch,
    forget(member) {
      ends.get(member)?.();
      ends.delete(member);
    },
  };
}

/** Makes one check. Never rejects: a failed request means unhealthy. */
export async function checkHealth(
  { endpoint }: Member,
  { path, timeoutMs }: { readonly path: string; readonly timeoutMs: number },
): Promise<boolean> {
  try {
    const status = await endpoint.probe(path, contextFor(timeoutMs));
    return status >= 200 && status <= 299;
  } catch {
    // The reason is not logged: calls of the endpoint fail for the same reason, and those are logged.
    return false;
  }
}

function contextFor(timeoutMs: number): RequestContext {
  return {
    requestId: 'health-check',
    principal: undefined,
    presentation: defaultPresentation(),
    headers: {},
    isWrite: false,
    cancellation: new Cancellation(),
    softDeadlineMs: undefined,
    deadlineMs: performance.now() + timeoutMs,
    responseHeaders: new Map(),
    cachePolicy: new CachePolicy(),
    scope: new RequestScope(),
  };
}
