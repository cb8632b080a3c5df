import { type DocumentNode, Kind, parse, type SelectionNode, type VariableDefinitionNode } from 'graphql';
import { type Conditions, underConditions, without } from '../core/graphql/conditions.ts';
import type { Entry } from './entry-fields.ts';
import type { Graft } from './graft-fields.ts';
import type { SelectedSet } from './selected-sets.ts';
import type { Transplant } from './transplant.ts';

export interface FetchGraft extends Graft {
  /** Index of the fetch. */
  readonly fetch: number;
}

export interface GraftOrigin {
  /** Where the plan starts that the grafts are a part of. */
  readonly entry: Entry;
  /** What holds wherever it is wanted. */
  readonly always: Conditions;
  /** The operation that was planned. */
  readonly document: DocumentNode;
}

/** The first fetch of a plan that starts at an entry, as a part of one that brings such objects; undefined when it asks for nothing more. */
export function graftAt(
  { fetch, set, way, conditions: given }: SelectedSet,
  { node, conditions }: Transplant['roots'][number],
  { entry, always, document }: GraftOrigin,
): FetchGraft | undefined {
  const [operation] = parse(node.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('a fetch has one operation');
  const selections = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value === entry.field
      ? (selection.selectionSet?.selections ?? [])
      : [],
  );
  const own = set.selections.some(isTypename) ? selections.filter((one) => !isTypename(one)) : selections;
  if (own.length === 0) return undefined;
  const needed = without(new Map([...always, ...conditions]), given);
  return {
    fetch,
    set,
    way,
    type: entry.type,
    selections: underConditions(needed, own),
    variables: [...(operation.variableDefinitions ?? []), ...variablesNamed(needed, document)],
    rewrites: (node.outputRewrites ?? []).map((rewrite) => ({ ...rewrite, path: rewrite.path.slice(1) })),
  };
}

function isTypename(selection: SelectionNode): boolean {
  return (
    selection.kind === Kind.FIELD &&
    selection.name.value === '__typename' &&
    selection.alias === undefined &&
    (selection.directives ?? []).length === 0
  );
}

function variablesNamed(names: Conditions, { definitions }: DocumentNode): VariableDefinitionNode[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? (node.variableDefinitions ?? []).filter(({ variable }) => names.has(variable.name.value))
      : [],
  );
}
