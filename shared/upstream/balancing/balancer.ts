import type { EndpointStatus } from '../../core/status.ts';
import type { Endpoint } from '../create-endpoint.ts';
import type { EndpointSource } from '../discovery/endpoint-source.ts';
import { fairDurationMs, outcomeOfError, outcomeOfResponse } from '../resilience/classify-outcome.ts';
import type { Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { EndpointOptions, UpstreamOptions } from '../upstream-options.ts';
import { chooseEndpoint } from './choose-endpoint.ts';
import { createEndpointSet } from './endpoint-set.ts';
import { createHealthChecks } from './health-checks.ts';
import { createOutliers } from './outliers.ts';
import { buildBalancingPolicy } from './policies/build-balancing-policy.ts';
import { createReachability, type Reachability } from './reachability.ts';

export interface BalancerOptions<Content>
  extends Pick<UpstreamOptions, 'name' | 'balancing' | 'breaker' | 'ejection' | 'healthCheck' | 'transport'> {
  readonly source: EndpointSource;
  /** The endpoint calls `onResponse` after every response. */
  createEndpoint(options: EndpointOptions, onResponse: () => void): Endpoint<Content>;
  /** From 0 up to 1. */
  random(): number;
}

export interface Balancer<Content> {
  readonly send: Send<Content>;
  readonly reach: Pick<Reachability, 'isReached' | 'probe'>;
  status(): EndpointStatus[];
  close(): Promise<void>;
}

// Number of endpoints to which a call is offered when their breakers refuse it.
const maxRefusals = 3;

/** Sends each call to one endpoint of an upstream, and avoids the endpoints that fail. */
export function createBalancer<Content>(options: BalancerOptions<Content>): Balancer<Content> {
  const { name, source, random, breaker, transport, healthCheck } = options;
  const { path } = healthCheck;
  const fairMs = fairDurationMs(options);
  const pick = buildBalancingPolicy(options.balancing, random);
  const reach = createReachability(options, () => set.members);
  const onChange = (): void => set.arrange();
  const outliers = createOutliers({ ...options.ejection, name, members: () => set.members, onChange });
  const checks =
    path === undefined
      ? undefined
      : createHealthChecks({ ...healthCheck, path, name, random, onChange, onGood: reach.note });
  const set = createEndpointSet<Content>({
    name,
    source,
    createEndpoint: (endpoint) => options.createEndpoint(endpoint, reach.note),
    onAdded: (member) => checks?.watch(member),
    onRemoved(member) {
      checks?.forget(member);
      outliers.forget(member);
    },
  });

  async function sendToOne(call: UpstreamCall): Promise<UpstreamResponse<Content>> {
    const member = chooseEndpoint(set, pick, call);
    call.tried?.push(member);
    const startMs = performance.now();
    try {
      const response = await member.endpoint.send(call);
      outliers.record(member, outcomeOfResponse(response, performance.now() - startMs, breaker));
      return response;
    } catch (error) {
      // The call was not sent: a breaker that has just closed allows only a share of the calls.
      if (isRefusal(error) && hasOthers(call)) return sendToOne(call);
      if (!call.context.cancellation.isCancelled)
        outliers.record(member, outcomeOfError(error, performance.now() - startMs, fairMs));
      throw error;
    }
  }

  function hasOthers({ tried = [] }: UpstreamCall): boolean {
    return tried.length > 0 && tried.length < Math.min(set.members.length, maxRefusals);
  }

  function send(call: UpstreamCall): Promise<UpstreamResponse<Content>> {
    const { members } = set;
    const [first] = members;
    if (first === undefined) return sendWhenReady(call);
    return members.length === 1 ? first.endpoint.send(call) : sendToOne(call);
  }

  /** The first DNS response may still be pending. */
  async function sendWhenReady(call: UpstreamCall): Promise<UpstreamResponse<Content>> {
    const untilDeadlineMs = call.context.deadlineMs - performance.now();
    await within(Math.min(transport.connectTimeoutMs, untilDeadlineMs), source.ready);
    if (set.members.length > 0) return send(call);
    throw new UpstreamError('SUBGRAPH_UNAVAILABLE', { cause: 'no endpoint is known' });
  }

  return {
    send,
    reach,
    status: () => set.members.map((member) => member.status()),
    async close() {
      source.close();
      reach.close();
      await set.close();
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'SUBGRAPH_CIRCUIT_OPEN';
}

/** Resolves when `event` does, or after the timeout. */
async function within(timeoutMs: number, event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, timeoutMs));
  });
  await Promise.race([event, timeout]);
  clearTimeout(timer);
}
