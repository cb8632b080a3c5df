import { internalError } from '../core/channels.ts';
import type { HandleRequest } from '../core/http/http-messages.ts';

/** A request handler that another one can replace. */
export interface RequestHandler {
  readonly handleRequest: HandleRequest;
  close(): Promise<void>;
}

export interface HotSwap<Handler extends RequestHandler> {
  /** Passes a request to the current handler, which stays open until it has responded. */
  readonly handleRequest: HandleRequest;
  current(): Handler;
  /** Sends new requests to `next`. The previous handler is closed after its last request has a response. */
  replace(next: Handler): void;
  /** Closes every handler that is still open, even with requests in flight. */
  close(): Promise<void>;
}

interface HandlerInUse<Handler> {
  readonly handler: Handler;
  inFlight: number;
}

/** Replaces all that is behind the HTTP server while requests are in flight. */
export function createHotSwap<Handler extends RequestHandler>(first: Handler): HotSwap<Handler> {
  const open = new Set<HandlerInUse<Handler>>();
  const closing = new Set<Promise<void>>();
  let current = addHandler(first);

  function addHandler(handler: Handler): HandlerInUse<Handler> {
    const inUse = { handler, inFlight: 0 };
    open.add(inUse);
    return inUse;
  }

  function closeIfUnused(inUse: HandlerInUse<Handler>): void {
    if (inUse === current || inUse.inFlight > 0 || !open.delete(inUse)) return;
    const closed = inUse.handler.close().catch((error: unknown) => {
      internalError.publish({ requestId: undefined, error });
    });
    closing.add(closed);
    void closed.then(() => closing.delete(closed));
  }

  return {
    current: () => current.handler,
    async handleRequest(request) {
      const inUse = current;
      inUse.inFlight += 1;
      try {
        return await inUse.handler.handleRequest(request);
      } finally {
        inUse.inFlight -= 1;
        closeIfUnused(inUse);
      }
    },
    replace(next) {
      const before = current;
      current = addHandler(next);
      closeIfUnused(before);
    },
    async close() {
      const handlers = [...open].map(({ handler }) => handler.close());
      open.clear();
      await Promise.all([...handlers, ...closing]);
    },
  };
}
