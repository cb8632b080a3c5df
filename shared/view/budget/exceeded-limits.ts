/** The most that an operation may be; undefined: anything. */
export interface BudgetLimits {
  /** Of an answer before compression. */
  readonly rawBytes?: number | undefined;
  /** Of an answer after Brotli. */
  readonly brotliBytes?: number | undefined;
  /** Of the largest answer that there can be, before compression. */
  readonly worstBytes?: number | undefined;
  /** Objects in the largest answer that there can be. */
  readonly nodes?: number | undefined;
  readonly depth?: number | undefined;
  /** For one answer. */
  readonly upstreamCalls?: number | undefined;
}

export type LimitName = keyof BudgetLimits;

export interface Excess {
  readonly limit: LimitName;
  readonly allowed: number;
  readonly found: number;
}

const names: readonly LimitName[] = [
  'rawBytes',
  'brotliBytes',
  'worstBytes',
  'nodes',
  'depth',
  'upstreamCalls',
];

/** The limits that are exceeded; what was not found out exceeds nothing. */
export function exceededLimits(limits: BudgetLimits, found: BudgetLimits): Excess[] {
  return names.flatMap((limit) => {
    const [allowed, value] = [limits[limit], found[limit]];
    return allowed !== undefined && value !== undefined && value > allowed
      ? [{ limit, allowed, found: value }]
      : [];
  });
}
