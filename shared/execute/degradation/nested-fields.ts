import { Kind, type SelectionSetNode } from 'graphql';
import type { CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';

/** A field below those that a fetch brings to its objects. */
export interface NestedField {
  /** The keys that lead to it from such an object, lists left out. */
  readonly path: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly subgraph: string;
}

/** The nested fields of a fetch that `isWanted`. */
export function nestedFields(
  { document, entities, renamed, subgraph }: CompiledFetch,
  fields: PlanFields,
  isWanted: (type: string, name: string) => boolean,
): NestedField[] {
  const found = new Map<string, NestedField>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = node.operation === 'mutation' ? 'Mutation' : 'Query';
    if (entities === undefined) collect(node.selectionSet, root, []);
    else for (const { selectionSet } of fieldsIn(node.selectionSet)) collect(selectionSet, undefined, []);
  }
  return [...found.values()];

  function collect(
    set: SelectionSetNode | undefined,
    type: string | undefined,
    path: readonly string[],
  ): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type, path);
      } else if (selection.kind === Kind.FIELD && type !== undefined) {
        const name = selection.name.value;
        const asked = selection.alias?.value ?? name;
        const here = [...path, renamed.get(asked) ?? asked];
        if (path.length > 0 && isWanted(type, name)) {
          found.set(`${type} ${here.join('.')}`, { path: here, name, type, subgraph });
        }
        collect(selection.selectionSet, fields.typeOf(type, name), here);
      }
    }
  }
}

function fieldsIn({ selections }: SelectionSetNode) {
  return selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection] : []));
}
