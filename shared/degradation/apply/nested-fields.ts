import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';
import { type FieldFilter, responseKeyOf, visitFields } from '../../core/graphql/visit-fields.ts';

/** A field below those that a fetch selects of its objects. */
export interface NestedField {
  /** The keys that lead to it from such an object, lists left out. */
  readonly path: readonly string[];
  readonly name: string;
  readonly type: string;
}

/** The state is the type of the objects, as far as it is known. The planner writes no named fragments. */
const byType: FieldFilter<string | undefined> = { stateWithin: (condition) => condition };

/** Returns the nested fields of a fetch that match `isSelected`. */
export function nestedFields(
  { document, entities, renamed }: CompiledFetch,
  fields: PlanFields,
  isSelected: (type: string, name: string) => boolean,
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
    setType: string | undefined,
    path: readonly string[],
  ): void {
    if (set === undefined) return;
    visitFields([set], setType, byType, (field, type) => {
      if (type === undefined) return;
      const name = field.name.value;
      const key = responseKeyOf(field);
      const here = [...path, renamed.get(key) ?? key];
      if (path.length > 0 && isSelected(type, name)) {
        found.set(`${type} ${here.join('.')}`, { path: here, name, type });
      }
      collect(field.selectionSet, fields.typeOf(type, name), here);
    });
  }
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.filter((selection) => selection.kind === Kind.FIELD);
}
