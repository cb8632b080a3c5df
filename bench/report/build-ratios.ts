export interface Rate {
  readonly peer: string;
  readonly requestsPerSecond: number;
}

/** By peer, then by the peer it is compared with: the ratio of their request rates. */
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
