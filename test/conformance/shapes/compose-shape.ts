import { hashOf, Random } from '../differential/random.ts';
import { composeUsed } from './compose-used.ts';
import type { Shape } from './shape.ts';

const mostAttempts = 9;

/** The first of the seed's graphs that composes. */
export function composeShape(
  { build, compose = composeUsed }: Shape,
  graphSeed: number,
): ReturnType<typeof composeUsed> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return compose(build(new Random(hashOf(graphSeed, attempt))));
    } catch (cause) {
      if (attempt === mostAttempts) throw cause;
    }
  }
}
