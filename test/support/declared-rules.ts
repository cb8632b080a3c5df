import { buildSchema } from 'graphql';
import type { Degradation, DegradationRules, LastGood } from '../../shared/core/degradation.ts';
import { compileRules, type RulesInput } from '../../shared/degradation/compile-rules.ts';
import type { Declarations } from '../../shared/degradation/declarations.ts';

/** The given declarations, with the other sections empty. */
export function declarations(declared: Partial<Declarations>): Declarations {
  return { upstreams: {}, types: {}, directives: {}, fields: {}, ...declared };
}

/** The rules for a graph given by its SDL. */
export function declaredRules(
  sdl: string,
  declared: Partial<Declarations>,
  others: Partial<Pick<RulesInput, 'subgraphs' | 'sources' | 'sourceOf'>> = {},
): DegradationRules {
  return compileRules({
    declared: declarations(declared),
    schema: () => buildSchema(sdl),
    subgraphs: [],
    sources: [],
    placeOf: () => undefined,
    sourceOf: () => undefined,
    ...others,
  });
}

const nothingKept: LastGood = {
  isDue: () => false,
  remember() {},
  recall: async (keys) => keys.map(() => undefined),
};

/** Rules without any declaration. */
export const noDegradation: Degradation = {
  rules: { ruleFor: (_type, _field, upstream) => ({ upstream, policy: undefined }) },
  lastGood: nothingKept,
  cachePartitionOf: () => '',
};
