/** The limits of an operation; undefined: unlimited. */
export interface BudgetLimits {
  /** Bytes of a response before compression. */
  readonly rawBytes?: number | undefined;
  /** Bytes of a response after Brotli compression. */
  readonly brotliBytes?: number | undefined;
  /** Bytes of the largest possible response before compression. */
  readonly worstBytes?: number | undefined;
  /** Objects in the largest possible response. */
  readonly nodes?: number | undefined;
  readonly depth?: number | undefined;
  /** Upstream calls for one response. */
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

/** Returns the exceeded limits; an unknown figure exceeds none. */
export function exceededLimits(limits: BudgetLimits, found: BudgetLimits): Excess[] {
  return names.flatMap((limit) => {
    const [allowed, value] = [limits[limit], found[limit]];
    return allowed !== undefined && value !== undefined && value > allowed
      ? [{ limit, allowed, found: value }]
      : [];
  });
}
