import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { collectFields, fragmentApplies } from '../../core/graphql/visit-fields.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Returns the fields of objects of this type by response key, whatever `@skip` and `@include` say; without a type, the
 * fields of all types.
 */
export function collectSelections(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  type?: { readonly schema: GraphQLSchema; readonly object: GraphQLObjectType },
): Map<string, [FieldNode, ...FieldNode[]]> {
  return collectFields(sets, {
    fragments,
    applies: (condition) => type === undefined || fragmentApplies(type.schema, condition, type.object),
  });
}
