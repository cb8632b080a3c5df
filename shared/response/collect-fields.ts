import {
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  type SelectionSetNode,
} from 'graphql';
import type { IsIncluded } from '../core/graphql/conditions.ts';
import { collectFields, type FieldFilter, fragmentApplies, someField } from '../core/graphql/visit-fields.ts';

/** Decides which fields a selection set has. */
export interface SelectionRules {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly isIncluded: IsIncluded;
  isInterfaceObject(name: string): boolean;
}

/** A type that has fields: that of an object, or the interface if only that is known. */
export type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/** The nodes of an operation that select one field of the response together. */
export type Occurrences = readonly [FieldNode, ...FieldNode[]];

/** By response key, in the order of the response (GraphQL spec 6.3.2). */
export type CollectedFields = ReadonlyMap<string, Occurrences>;

/** Collects the fields that objects of a type have. */
export function collectFieldsOf(
  type: FieldsType,
  selectionSets: readonly SelectionSetNode[],
  { schema, fragments, isIncluded }: SelectionRules,
): CollectedFields {
  const applies = (condition: string): boolean => fragmentApplies(schema, condition, type);
  return collectFields(selectionSets, { fragments, isIncluded, applies });
}

/** Whether a selection selects `__typename`, or has fragments that only some objects of the interface match. */
export function needsRuntimeType(
  { schema, fragments, isIncluded }: SelectionRules,
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLInterfaceType,
): boolean {
  // The state is whether the selection set is inside a narrower fragment. Conditions may exclude all fields of such a
  // fragment; it then needs no type, and none may have been fetched.
  const filter: FieldFilter<boolean> = {
    fragments,
    isIncluded,
    applies: (condition, isNarrower) => isNarrower || isPossible(condition),
    stateWithin: (condition, isNarrower) => isNarrower || !fragmentApplies(schema, condition, type),
  };
  return someField(
    selectionSets,
    false,
    filter,
    ({ name }, isNarrower) => isNarrower || name.value === '__typename',
  );

  function isPossible(condition: string): boolean {
    const conditionType = schema.getType(condition);
    return !isCompositeType(conditionType) || doTypesOverlap(schema, type, conditionType);
  }
}
