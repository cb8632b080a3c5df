import type { Comparison } from './compare-contenders.ts';
import { measureNotModified } from './measure-not-modified.ts';
import { measureShaping } from './measure-shaping.ts';
import { measureVersions } from './measure-versions.ts';
import type { ViewFigure } from './view-figure.ts';
import type { ViewRun } from './view-run.ts';

export interface ViewResults {
  readonly figures: readonly ViewFigure[];
  /** By subject of the comparison. */
  readonly comparisons: Readonly<Record<string, readonly Comparison[]>>;
}

/** The cost of views: every figure is a ratio of processes that ran in turn. */
export async function measureViews(run: ViewRun): Promise<ViewResults> {
  const figures: ViewFigure[] = [];
  const comparisons: Record<string, readonly Comparison[]> = {};
  for (const measure of [measureShaping, measureNotModified, measureVersions]) {
    const found = await measure(run);
    figures.push(...found.figures);
    Object.assign(comparisons, found.comparisons);
    for (const { name, found: value } of found.figures) run.say(`views: ${name}: ${value}`);
  }
  return { figures, comparisons };
}
