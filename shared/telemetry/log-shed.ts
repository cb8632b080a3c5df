import { type Shed, shed } from '../core/channels.ts';

const everyMs = 1000;

/** Writes the number of rejected requests by reason, at most once a second. Returns a function that ends the subscription. */
export function logShed(
  write: (counts: Readonly<Partial<Record<Shed['reason'], number>>>) => void,
): () => void {
  let counts: Partial<Record<Shed['reason'], number>> = {};
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    write(counts);
    counts = {};
  };
  const end = shed.subscribe(({ reason }) => {
    counts[reason] = (counts[reason] ?? 0) + 1;
    timer ??= setTimeout(flush, everyMs).unref();
  });
  return () => {
    end();
    if (timer === undefined) return;
    clearTimeout(timer);
    flush();
  };
}
