import { buildSchema } from 'graphql';
import type { Degradation } from '../../shared/core/degradation.ts';
import { compileRules, type RulesInput } from '../../shared/degradation/compile-rules.ts';
import { createDegradation, type DegradationOptions } from '../../shared/degradation/create-degradation.ts';
import type { Declarations } from '../../shared/degradation/declarations.ts';
import type { DegradationRules } from '../../shared/degradation/field-rule.ts';
import type { LastGood } from '../../shared/degradation/last-good.ts';

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
    locationOf: () => undefined,
    sourceOf: () => undefined,
    ...others,
  });
}

const nothingStored: LastGood = {
  isDue: () => false,
  remember() {},
  recall: async (keys) => keys.map(() => undefined),
};

/** Degradation with these rules; without them, nothing is declared. */
export function degradationOf(options: Partial<DegradationOptions>): Degradation {
  return createDegradation({
    rules: { ruleFor: (_type, _field, upstream) => ({ upstream, policy: undefined }) },
    lastGood: nothingStored,
    cachePartitionOf: (_upstream, { principal }) => principal?.subject ?? '',
    ...options,
  });
}

export const noDegradation: Degradation = degradationOf({});
