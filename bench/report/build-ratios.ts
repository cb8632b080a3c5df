export interface Rate {
  readonly peer: string;
  readonly requestsPerSecond: number;
}

/** By peer, then by the peer it is compared with: how many times as many requests it answers. */
export function buildRatios(rates: readonly Rate[]): Record<string, Record<string, number>> {
  return Object.fromEntries(
    rates.map((row) => [
      row.peer,
      Object.fromEntries(
        rates.map((column) => [column.peer, row.requestsPerSecond / column.requestsPerSecond]),
      ),
    ]),
  );
}
