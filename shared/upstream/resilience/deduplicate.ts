import { upstreamEvent } from '../../core/channels.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import { withCancellation } from '../own-cancellation.ts';
import type { Layer, ReadResponse, Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { UpstreamOptions } from '../upstream-options.ts';

export interface DeduplicationDeps<Content> {
  /** Lower-case name of the header that carries the verified subject. */
  readonly subjectHeader: string | undefined;
  /** Each client request reads the response itself: later data is merged into its own copy. */
  readonly read: ReadResponse<Content>;
}

/** One call that several client requests wait for. */
interface SharedCall<Content> {
  readonly response: Promise<UpstreamResponse<Content>>;
  /** Its own: the call is cancelled only when no request waits for it any more. */
  readonly cancellation: Cancellation;
  /** The deadline of the first request. */
  readonly deadlineMs: number;
  waiting: number;
  /** After this no request joins the call. */
  end(): void;
}

/**
 * Equal reads in flight at the same time share one call. It has the request id and the deadline of the first request. A
 * later request with an earlier deadline leaves at that deadline; one that has time left after the first one's deadline
 * makes a call of its own.
 */
export function deduplicate<Content>(
  { name, deduplicate: { enabled, credentials } }: Pick<UpstreamOptions, 'name' | 'deduplicate'>,
  { subjectHeader, read }: DeduplicationDeps<Content>,
): Layer<Content> {
  if (!enabled) return (next) => next;
  const credentialHeaders = [
    'authorization',
    'cookie',
    ...(subjectHeader === undefined ? [] : [subjectHeader]),
  ];
  const hasCredentials = ({ headers, context }: UpstreamCall): boolean =>
    context.principal !== undefined || credentialHeaders.some((header) => headers[header] !== undefined);
  const mayShare = (call: UpstreamCall): boolean => {
    const { isWrite, scope } = call.context;
    // A call that another request started may have read data from before this request wrote.
    if (isWrite || scope.hasWritten) return false;
    return credentials || !hasCredentials(call);
  };
  return (next) => shareCalls(next, { upstream: name, read, mayShare });
}

interface SharingRules<Content> {
  readonly upstream: string;
  readonly read: ReadResponse<Content>;
  mayShare(call: UpstreamCall): boolean;
}

function shareCalls<Content>(
  next: Send<Content>,
  { upstream, read, mayShare }: SharingRules<Content>,
): Send<Content> {
  const inFlight = new Map<string, SharedCall<Content>>();

  const begin = (call: UpstreamCall, key: string): SharedCall<Content> => {
    const cancellation = new Cancellation();
    const shared: SharedCall<Content> = {
      response: next(withCancellation(call, cancellation)),
      cancellation,
      deadlineMs: call.context.deadlineMs,
      waiting: 0,
      end() {
        if (inFlight.get(key) === shared) inFlight.delete(key);
      },
    };
    inFlight.set(key, shared);
    shared.response.then(shared.end, shared.end);
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
      const isDeadlineOfFirst = error instanceof UpstreamError && error.code === 'GATEWAY_TIMEOUT';
      if (isDeadlineOfFirst && call.context.deadlineMs > shared.deadlineMs && isWaiting(call.context))
        return send(call);
      throw error;
    }
  };

  const send: Send<Content> = (call) => {
    if (!mayShare(call)) return next(call);
    const key = keyOf(call);
    const shared = inFlight.get(key);
    return shared === undefined ? waitFor(begin(call, key), call.context) : join(shared, call);
  };
  return send;
}

function isWaiting({ cancellation, deadlineMs }: RequestContext): boolean {
  return !cancellation.isCancelled && performance.now() < deadlineMs;
}

/** Cancels the shared call when the last request that waits for it leaves. */
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
    const abandon = (error: UpstreamError): void => {
      leave();
      reject(error);
      shared.waiting -= 1;
      if (shared.waiting > 0) return;
      shared.end();
      shared.cancellation.cancel();
    };
    const onCancel = (): void =>
      abandon(new UpstreamError('SUBGRAPH_UNAVAILABLE', { cause: 'the client disconnected' }));
    // The shared call itself ends at the first request's deadline.
    const timer =
      deadlineMs < shared.deadlineMs
        ? setTimeout(
            () => abandon(new UpstreamError('GATEWAY_TIMEOUT', { cause: 'the deadline passed' })),
            Math.max(0, Math.ceil(deadlineMs - performance.now())),
          )
        : undefined;
    cancellation.add(onCancel);
    shared.response.then(
      (response) => {
        if (isOver) return;
        leave();
        resolve(response);
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

/** Everything that is sent to the upstream except the request id. Includes lengths, as values may contain any character. */
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
