import {
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { IsIncluded } from './conditions.ts';

/** What decides which fields a selection set has. */
export interface SelectionRules {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly isIncluded: IsIncluded;
  isInterfaceObject(name: string): boolean;
}

/** A type that has fields: that of an object, or as much of it as is known. */
export type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/** The places of an operation that ask for one field of the response together. */
export type Occurrences = readonly [FieldNode, ...FieldNode[]];

/** By response key, in the order of the response (GraphQL spec 6.3.2). */
export type CollectedFields = ReadonlyMap<string, Occurrences>;

export function collectFields(
  { schema, fragments, isIncluded }: SelectionRules,
  selectionSets: readonly SelectionSetNode[],
  type: FieldsType,
): CollectedFields {
  const collected = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const occurrences = collected.get(responseKeyOf(selection));
        if (occurrences === undefined) collected.set(responseKeyOf(selection), [selection]);
        else occurrences.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition)) collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined && applies(fragment.typeCondition)) collect(fragment.selectionSet);
      }
    }
  }
  function applies(condition: NamedTypeNode | undefined): boolean {
    if (condition === undefined || condition.name.value === type.name) return true;
    const conditionType = schema.getType(condition.name.value);
    return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
  }

  selectionSets.forEach(collect);
  return collected;
}

export function responseKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/** What is selected below the occurrences of one field. */
export function selectionSetsOf(fields: readonly FieldNode[]): SelectionSetNode[] {
  return fields.flatMap(({ selectionSet }) => selectionSet ?? []);
}

/** Whether a selection asks for the name of the type, or has fragments that only some objects of the interface match. */
export function needsRuntimeType(
  { schema, fragments, isIncluded }: SelectionRules,
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLInterfaceType,
): boolean {
  const visited = new Set<string>();
  // Fragments that were looked through without finding a field.
  const withoutFields = new Set<string>();
  return selectionSets.some(needs);

  function needs({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (!isIncluded(selection)) return false;
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return within(selection.typeCondition, selection.selectionSet);
      }
      if (visited.has(selection.name.value)) return false;
      visited.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      return fragment !== undefined && within(fragment.typeCondition, fragment.selectionSet);
    });
  }

  function within(condition: NamedTypeNode | undefined, selectionSet: SelectionSetNode): boolean {
    if (!isPossible(condition)) return false;
    return isNarrower(condition) ? hasFields(selectionSet) : needs(selectionSet);
  }

  /** Conditions may leave nothing in a fragment; it then needs no type, and none may have been fetched. */
  function hasFields({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (!isIncluded(selection)) return false;
      if (selection.kind === Kind.FIELD) return true;
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasFields(selection.selectionSet);
      if (withoutFields.has(selection.name.value)) return false;
      withoutFields.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      return fragment !== undefined && hasFields(fragment.selectionSet);
    });
  }

  function isPossible(condition: NamedTypeNode | undefined): boolean {
    const conditionType = condition && schema.getType(condition.name.value);
    return !isCompositeType(conditionType) || doTypesOverlap(schema, type, conditionType);
  }

  function isNarrower(condition: NamedTypeNode | undefined): boolean {
    if (condition === undefined || condition.name.value === type.name) return false;
    const conditionType = schema.getType(condition.name.value);
    return !(isAbstractType(conditionType) && schema.isSubType(conditionType, type));
  }
}
