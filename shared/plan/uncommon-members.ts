import { type GraphQLSchema, getNamedType, isObjectType, isUnionType } from 'graphql';
import type { Step } from './steps.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/**
 * Whether a field returns a union, several subgraphs can resolve it on this way, and one of them never returns objects of
 * the type there. Such a member is not selected: which subgraph resolves the field is the planner's choice, and the
 * answer must not depend on it. `way`: from the root to the field.
 */
export function isUncommonMember(
  type: string,
  way: readonly Step[],
  { schema, types }: { readonly schema: GraphQLSchema; readonly types: SubgraphTypes },
): boolean {
  const step = way.at(-1);
  const parent = schema.getType(step?.type ?? '');
  if (step === undefined || !isObjectType(parent)) return false;
  const name = nameOf(step);
  const value = parent.getFields()[name]?.type;
  if (value === undefined || !isUnionType(getNamedType(value))) return false;
  const candidates = types.subgraphsOf(parent.name).filter((subgraph) => canResolve(subgraph, way, types));
  return (
    candidates.length > 1 &&
    candidates.some((subgraph) => {
      const returned = types.valueTypeOf(subgraph, parent.name, name) ?? '';
      return !types.objectTypesOf(subgraph, returned).has(type);
    })
  );
}

/** Whether the subgraph can start at the last objects of the way that have a key there, or at the root, and go on alone. */
function canResolve(subgraph: string, way: readonly Step[], types: SubgraphTypes): boolean {
  const step = way.at(-1);
  if (step === undefined) return true;
  if (types.valueTypeOf(subgraph, step.type, nameOf(step)) === undefined) return false;
  if (types.isOnlyExternal(subgraph, step.type, nameOf(step))) return false;
  return types.keysOf(subgraph, step.type).length > 0 || canResolve(subgraph, way.slice(0, -1), types);
}

function nameOf({ field }: Step): string {
  return field.field.name.value;
}
