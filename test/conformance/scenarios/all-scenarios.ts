import type { Scenario } from '../harness/scenario.ts';
import { abstractTypeScenarios } from './abstract-types.ts';
import { checkedPlanScenarios } from './checked-plans.ts';
import { collisionScenarios } from './collisions.ts';
import { composedDirectiveScenarios } from './composed-directives.ts';
import { conditionScenarios } from './conditions.ts';
import { contextValueScenarios } from './context-values.ts';
import { differingFurtherScenarios } from './differing-further.ts';
import { differingNestedScenarios } from './differing-nested.ts';
import { differingTypeScenarios } from './differing-types.ts';
import { errorFoundAtRandomScenarios } from './errors-found-at-random.ts';
import { failureScenarios } from './failures.ts';
import { federationScenarios } from './federation-versions.ts';
import { foundAtRandomScenarios } from './found-at-random.ts';
import { hiddenScenarios } from './hidden.ts';
import { inputScenarios } from './inputs.ts';
import { interfaceObjectScenarios } from './interface-objects.ts';
import { introspectionScenarios } from './introspection.ts';
import { keyFormScenarios } from './key-forms.ts';
import { keyScenarios } from './keys.ts';
import { listScenarios } from './lists.ts';
import { mutationScenarios } from './mutations.ts';
import { nullableKeyScenarios } from './nullable-keys.ts';
import { nullsAboveFailures } from './nulls-above-failures.ts';
import { nullInKeyScenarios } from './nulls-in-keys.ts';
import { prototypeNameScenarios } from './prototype-names.ts';
import { reportedAbstractScenarios } from './reported-abstract.ts';
import { reportedKeyScenarios } from './reported-keys.ts';
import { reportedRequiresScenarios } from './reported-requires.ts';
import { requiresScenarios } from './requires.ts';
import { requiresApartScenarios } from './requires-apart.ts';
import { requiresArgumentScenarios } from './requires-arguments.ts';
import { requiresChainScenarios } from './requires-chains.ts';
import { requiresPartScenarios } from './requires-parts.ts';
import { selectionTreeScenarios } from './selection-trees.ts';
import { sharingScenarios } from './sharing.ts';
import { unionMemberScenarios } from './union-members.ts';
import { validAtOnePathScenarios } from './valid-at-one-path.ts';

export const allScenarios: readonly Scenario[] = [
  ...keyScenarios,
  ...keyFormScenarios,
  ...nullableKeyScenarios,
  ...nullInKeyScenarios,
  ...requiresScenarios,
  ...requiresApartScenarios,
  ...requiresArgumentScenarios,
  ...requiresChainScenarios,
  ...selectionTreeScenarios,
  ...requiresPartScenarios,
  ...checkedPlanScenarios,
  ...collisionScenarios,
  ...sharingScenarios,
  ...unionMemberScenarios,
  ...abstractTypeScenarios,
  ...differingTypeScenarios,
  ...contextValueScenarios,
  ...differingNestedScenarios,
  ...differingFurtherScenarios,
  ...interfaceObjectScenarios,
  ...hiddenScenarios,
  ...conditionScenarios,
  ...composedDirectiveScenarios,
  ...inputScenarios,
  ...introspectionScenarios,
  ...prototypeNameScenarios,
  ...listScenarios,
  ...mutationScenarios,
  ...failureScenarios,
  ...nullsAboveFailures,
  ...validAtOnePathScenarios,
  ...federationScenarios,
  ...reportedRequiresScenarios,
  ...reportedAbstractScenarios,
  ...reportedKeyScenarios,
  ...foundAtRandomScenarios,
  ...errorFoundAtRandomScenarios,
];
