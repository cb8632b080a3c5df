import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import { abstractGraphs } from './reported/abstract.ts';
import { keyGraphs } from './reported/keys.ts';
import { requiresGraphs } from './reported/requires.ts';
import type { Shape } from './shape.ts';

export const allGraphs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...requiresGraphs,
  ...abstractGraphs,
  ...keyGraphs,
};

/** Graphs like those that users of planners have reported: small, each with one difficulty. */
export const reportedGraphs: Shape = {
  name: 'graphs that planners were reported to get wrong',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.6, aliases: 0.2, maxFields: 16 },
  build(random: Random) {
    const graph = random.pick(Object.values(allGraphs));
    return Object.fromEntries(Object.entries(graph).map(([name, sdl]) => [name, { sdl }]));
  },
};
