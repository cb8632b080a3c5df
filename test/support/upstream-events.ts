import type { TestContext } from 'node:test';
import { type UpstreamEvent, upstreamEvent } from '../../shared/core/channels.ts';

export interface UpstreamEvents {
  readonly all: readonly UpstreamEvent[];
  /** Events of one kind. */
  of<Kind extends UpstreamEvent['event']>(kind: Kind): Extract<UpstreamEvent, { event: Kind }>[];
  /** Resolves after this many of a kind. */
  until(kind: UpstreamEvent['event'], count?: number): Promise<void>;
}

/** Collects the events of the layers of one upstream until the test ends. */
export function upstreamEvents(context: TestContext, upstream: string): UpstreamEvents {
  const all: UpstreamEvent[] = [];
  const waiting = new Set<() => void>();
  const unsubscribe = upstreamEvent.subscribe((event) => {
    if (event.upstream !== upstream) return;
    all.push(event);
    for (const check of waiting) check();
  });
  context.after(unsubscribe);
  const of = <Kind extends UpstreamEvent['event']>(kind: Kind) =>
    all.filter((event): event is Extract<UpstreamEvent, { event: Kind }> => event.event === kind);
  return {
    all,
    of,
    until: (kind, count = 1) =>
      new Promise((resolve) => {
        // The awaited events can come from timers that do not keep a process alive.
        const alive = setInterval(() => {}, 1000);
        const check = (): void => {
          if (of(kind).length < count) return;
          clearInterval(alive);
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
