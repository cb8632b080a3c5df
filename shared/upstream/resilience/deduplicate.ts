import { upstreamEvent } from '../../core/channels.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import { withCancellation } from '../own-cancellation.ts';
import type { ReadResponse, Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { DeduplicateOptions } from '../upstream-options.ts';

export interface DeduplicationDeps<Content> {
  readonly upstream: string;
  readonly deduplicate: DeduplicateOptions;
  /** Lower-case name of the header that carries the verified subject. */
  readonly subjectHeader: string | undefined;
  /** Each client request gets what it read itself: what is merged into it later is its own. */
  readonly read: ReadResponse<Content>;
}

/** One call that several client requests wait for. */
interface SharedCall<Content> {
  readonly answer: Promise<UpstreamResponse<Content>>;
  /** Its own; the call ends early only when nobody waits any more. */
  readonly cancellation: Cancellation;
  /** That of the request that came first. */
  readonly deadlineMs: number;
  waiting: number;
  /** Nobody joins it any more. */
  end(): void;
}

/**
 * Equal reads that are in flight at the same time are one call. It has the request id and the deadline of the first
 * request; a later one whose deadline comes sooner leaves by then, one that has time left when the first one's is over
 * makes a call of its own.
 */
export function sharing<Content>(
  next: Send<Content>,
  { upstream, deduplicate, subjectHeader, read }: DeduplicationDeps<Content>,
): Send<Content> {
  if (!deduplicate.enabled) return next;
  const credentialHeaders = [
    'authorization',
    'cookie',
    ...(subjectHeader === undefined ? [] : [subjectHeader]),
  ];
  const inFlight = new Map<string, SharedCall<Content>>();

  const hasCredentials = ({ headers, context }: UpstreamCall): boolean =>
    context.principal !== undefined || credentialHeaders.some((name) => headers[name] !== undefined);

  const begin = (call: UpstreamCall, key: string): SharedCall<Content> => {
    const cancellation = new Cancellation();
    const shared: SharedCall<Content> = {
      answer: next(withCancellation(call, cancellation)),
      cancellation,
      deadlineMs: call.context.deadlineMs,
      waiting: 0,
      end() {
        if (inFlight.get(key) === shared) inFlight.delete(key);
      },
    };
    inFlight.set(key, shared);
    shared.answer.then(shared.end, shared.end);
    return shared;
  };

  const join = async (
    shared: SharedCall<Content>,
    call: UpstreamCall,
  ): Promise<UpstreamResponse<Content>> => {
    upstreamEvent.publish({ upstream, event: 'call shared' });
    try {
      return read(await waitFor(shared, call.context));
    } catch (error) {
      const isOthersDeadline = error instanceof UpstreamError && error.code === 'GATEWAY_TIMEOUT';
      if (isOthersDeadline && call.context.deadlineMs > shared.deadlineMs && isWaiting(call.context))
        return send(call);
      throw error;
    }
  };

  const send: Send<Content> = (call) => {
    const { isWrite, counters } = call.context;
    // A call that others began may have read what was there before this request wrote.
    if (isWrite || counters.writes > 0) return next(call);
    if (!deduplicate.credentials && hasCredentials(call)) return next(call);
    const key = keyOf(call);
    const shared = inFlight.get(key);
    return shared === undefined ? waitFor(begin(call, key), call.context) : join(shared, call);
  };
  return send;
}

function isWaiting({ cancellation, deadlineMs }: RequestContext): boolean {
  return !cancellation.isCancelled && performance.now() < deadlineMs;
}

/** The call is given up when nobody is left that waits. */
function waitFor<Content>(
  shared: SharedCall<Content>,
  { cancellation, deadlineMs }: RequestContext,
): Promise<UpstreamResponse<Content>> {
  shared.waiting += 1;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const leave = (): void => {
      isOver = true;
      cancellation.remove(onCancel);
      clearTimeout(timer);
    };
    const giveUp = (error: UpstreamError): void => {
      leave();
      reject(error);
      shared.waiting -= 1;
      if (shared.waiting > 0) return;
      shared.end();
      shared.cancellation.cancel();
    };
    const onCancel = (): void =>
      giveUp(new UpstreamError('SUBGRAPH_UNAVAILABLE', { cause: 'the client has gone' }));
    // The call itself ends with the first request's deadline.
    const timer =
      deadlineMs < shared.deadlineMs
        ? setTimeout(
            () => giveUp(new UpstreamError('GATEWAY_TIMEOUT', { cause: 'no time is left to wait' })),
            Math.max(0, Math.ceil(deadlineMs - performance.now())),
          )
        : undefined;
    cancellation.add(onCancel);
    shared.answer.then(
      (answer) => {
        if (isOver) return;
        leave();
        resolve(answer);
      },
      (error: unknown) => {
        if (isOver) return;
        leave();
        reject(error);
      },
    );
    if (cancellation.isCancelled) onCancel();
  });
}

/** Whatever an upstream is sent, but the request id; with lengths, as values may hold anything. */
function keyOf({ method, path = '', headers, body = '', context }: UpstreamCall): string {
  const subject = context.principal?.subject ?? '';
  let key = `${method} ${path.length} ${path}${subject.length} ${subject}`;
  for (const name in headers) {
    if (name === 'x-request-id') continue;
    const value = headers[name] ?? '';
    key += `${name.length} ${name}${value.length} ${value}`;
  }
  return `${key}:${body}`;
}
