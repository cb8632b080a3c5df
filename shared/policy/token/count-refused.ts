import { tokenRefused } from '../../core/channels.ts';

/** Counts the tokens rejected since startup. */
export interface RefusedTokens {
  byReason(): Readonly<Partial<Record<string, number>>>;
  close(): void;
}

export function createRefusedTokens(): RefusedTokens {
  const counts: Partial<Record<string, number>> = {};
  const close = tokenRefused.subscribe(({ reason }) => {
    counts[reason] = (counts[reason] ?? 0) + 1;
  });
  return { byReason: () => ({ ...counts }), close };
}
