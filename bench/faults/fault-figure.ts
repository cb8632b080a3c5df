/** One figure of the cost of a fault. */
export interface FaultFigure {
  readonly name: string;
  readonly measured: string;
  /** The promised value; undefined for a figure that only explains another. */
  readonly atMost: string | undefined;
  readonly isMet: boolean | undefined;
}

/** A time that must not exceed a bound. */
export function timeFigure(name: string, ms: number, atMostMs: number): FaultFigure {
  return {
    name,
    measured: `${ms.toFixed(1)} ms`,
    atMost: `${atMostMs.toFixed(0)} ms`,
    isMet: ms <= atMostMs,
  };
}

export function plainFigure(name: string, measured: string): FaultFigure {
  return { name, measured, atMost: undefined, isMet: undefined };
}
