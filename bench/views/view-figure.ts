/** One figure of the cost of views. */
export interface ViewFigure {
  readonly name: string;
  /** The required value; undefined for a figure that only explains another. */
  readonly bound: string | undefined;
  readonly found: string;
  readonly isMet: boolean | undefined;
}

/** Processor time that must be at most `atMost` times another one. */
export function costFigure(name: string, ratio: number, atMost: number): ViewFigure {
  return { name, bound: `at most ${shown(atMost)}`, found: shown(ratio), isMet: ratio <= atMost };
}

/** A rate that must be at least `atLeast` times another one. */
export function gainFigure(name: string, ratio: number, atLeast: number): ViewFigure {
  return { name, bound: `at least ${atLeast}×`, found: `${ratio.toFixed(1)}×`, isMet: ratio >= atLeast };
}

export function plainFigure(name: string, found: string): ViewFigure {
  return { name, bound: undefined, found, isMet: undefined };
}

function shown(ratio: number): string {
  const percent = (ratio - 1) * 100;
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
}
