import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, conditionsOf, textOf } from '../core/graphql/conditions.ts';
import { ownDirectives } from './own-directives.ts';

/** A selection set of an operation, and what must hold for it to count. */
export interface WantedSet {
  readonly set: SelectionSetNode;
  readonly conditions: Conditions;
}

export interface WantedField {
  readonly field: FieldNode;
  /** What must hold for the set that it stands in, in fragments or not. */
  readonly around: Conditions;
  /** Directives of the graph's own at these fragments. */
  readonly within: readonly DirectiveNode[];
  /** With its own. */
  readonly conditions: Conditions;
}

/** The fields that some selection sets ask for of objects of a type, by response key. */
export type WantedFields = (
  sets: readonly WantedSet[],
  type: GraphQLObjectType,
) => ReadonlyMap<string, readonly WantedField[]>;

export function readWantedFields({ definitions }: DocumentNode, schema: GraphQLSchema): WantedFields {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);

  return (sets, type) => {
    const found = new Map<string, WantedField[]>();
    const visited = new Set<string>();
    for (const one of sets) collect(one, []);
    return found;

    function collect({ set, conditions: around }: WantedSet, within: readonly DirectiveNode[]): void {
      for (const selection of set.selections) {
        const conditions = conditionsOf(selection, around);
        if (conditions === undefined) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          found.set(key, [...(found.get(key) ?? []), { field: selection, around, within, conditions }]);
          continue;
        }
        const inside = [...within, ...ownDirectives(selection.directives)];
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (isOn(selection.typeCondition)) collect({ set: selection.selectionSet, conditions }, inside);
        } else {
          const fragment = fragments.get(selection.name.value);
          const visit = `${selection.name.value} ${textOf(conditions)}`;
          if (fragment === undefined || visited.has(visit)) continue;
          visited.add(visit);
          if (isOn(fragment.typeCondition)) collect({ set: fragment.selectionSet, conditions }, inside);
        }
      }
    }

    function isOn(condition: NamedTypeNode | undefined): boolean {
      const wanted = condition && schema.getType(condition.name.value);
      return (
        wanted === undefined || wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type))
      );
    }
  };
}
