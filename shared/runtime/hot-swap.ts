import { internalError } from '../core/channels.ts';
import type { HandleRequest } from '../core/http/http-messages.ts';

/** What answers requests, and can be replaced by another one. */
export interface RequestHandler {
  readonly answer: HandleRequest;
  close(): Promise<void>;
}

export interface HotSwap<Version extends RequestHandler> {
  /** Hands a request to the current version, which stays open until it has answered. */
  readonly answer: HandleRequest;
  current(): Version;
  /** From now on new requests go to `next`. The one before is closed after the last of its own is answered. */
  replace(next: Version): void;
  /** Closes every version that is still open, whatever it is at. */
  close(): Promise<void>;
}

interface Held<Version> {
  readonly version: Version;
  inFlight: number;
}

/** Lets versions of everything behind the HTTP door follow each other while requests are in flight. */
export function createHotSwap<Version extends RequestHandler>(first: Version): HotSwap<Version> {
  const open = new Set<Held<Version>>();
  const closing = new Set<Promise<void>>();
  let current = enter(first);

  function enter(version: Version): Held<Version> {
    const held = { version, inFlight: 0 };
    open.add(held);
    return held;
  }

  function closeIfUnused(held: Held<Version>): void {
    if (held === current || held.inFlight > 0 || !open.delete(held)) return;
    const closed = held.version.close().catch((error: unknown) => {
      internalError.publish({ requestId: undefined, error });
    });
    closing.add(closed);
    void closed.then(() => closing.delete(closed));
  }

  return {
    current: () => current.version,
    async answer(request) {
      const held = current;
      held.inFlight += 1;
      try {
        return await held.version.answer(request);
      } finally {
        held.inFlight -= 1;
        closeIfUnused(held);
      }
    },
    replace(next) {
      const before = current;
      current = enter(next);
      closeIfUnused(before);
    },
    async close() {
      const versions = [...open].map(({ version }) => version.close());
      open.clear();
      await Promise.all([...versions, ...closing]);
    },
  };
}
