import { tokenRefused } from '../../core/channels.ts';

/** Tokens that were refused since the start. */
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
