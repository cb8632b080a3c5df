import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { type DroppedFields, placesOf } from './dropped-fields.ts';
import type { Entry } from './entry-fields.ts';
import type { Graft } from './graft-fields.ts';
import { placeFetches } from './place-fetches.ts';
import type { SelectedSet } from './selected-sets.ts';
import { type Conditions, holdsWhere, inCommon, underConditions, without } from './selection-conditions.ts';
import { combined, conditionalPlan, type Transplant, transplantPlan } from './transplant.ts';
import type { WantedField } from './wanted-fields.ts';

/** A plan, and the ways (see `PlannedOperation`) to what it does not bring. */
export interface CompletePlan {
  readonly plan: QueryPlan;
  readonly unplanned: readonly (readonly string[])[];
}

/** What brings fields that a plan has dropped. */
export interface RestoredFields {
  readonly grafts: readonly FetchGraft[];
  /** Further fetches, after those that have the grafts. */
  readonly rest: PlanNode | undefined;
  readonly unplanned: CompletePlan['unplanned'];
}

export interface FetchGraft extends Graft {
  /** Index of the fetch. */
  readonly fetch: number;
}

/** A plan for what is wanted of objects that come from one subgraph, and where in the dropping plan it can start. */
interface Candidate extends CompletePlan {
  readonly entry: Entry;
  readonly places: readonly SelectedSet[];
}

/**
 * Has the dropped fields planned as if their objects were at the root of the graph, and moves that plan to where they are:
 * its first fetch becomes a part of one that brings the objects.
 *
 * `document`: the operation that was planned. `planEntry`: plans an operation that asks for nothing but an entry.
 */
export function restoreFields(
  dropped: DroppedFields,
  document: DocumentNode,
  entries: readonly Entry[],
  planEntry: (document: DocumentNode, entry: string) => CompletePlan,
): RestoredFields {
  const { path, type, fields, places } = dropped;
  const always = inCommon(fields.map(({ around }) => around));
  const candidates = entries.flatMap((entry): Candidate[] => {
    const own = places.filter(({ subgraph }) => subgraph === entry.subgraph);
    if (entry.type !== type || own.length === 0) return [];
    const wanted = entryDocument(document, entry.field, fields, always);
    return [{ ...planEntry(wanted, entry.field), entry, places: own }];
  });
  const [best] = candidates.sort(byUse);
  if (best === undefined) return { grafts: [], rest: undefined, unplanned: placesOf(dropped) };
  const sure = best.places.find(({ conditions }) => holdsWhere(conditions, always));
  const used = sure === undefined ? candidates : [{ ...best, places: [sure] }];
  const moved = used.map((one) => {
    const { node } = one.plan;
    return { ...one, ...transplantPlan(node?.kind === 'Subscription' ? undefined : node, path) };
  });
  const rest = combined(
    'Parallel',
    moved.map((one) => one.rest),
  );
  return {
    grafts: moved.flatMap(({ roots, entry, places: at }) =>
      at.flatMap((place) => roots.flatMap((root) => graftAt(place, root, { entry, always, document }) ?? [])),
    ),
    rest: rest && conditionalPlan(rest, always),
    unplanned: best.unplanned.map(([, ...within]) => [...path, ...within]),
  };
}

/** What brings more comes first, and then what takes fewer fetches. */
function byUse(one: CompletePlan, other: CompletePlan): number {
  return one.unplanned.length - other.unplanned.length || fetchCount(one) - fetchCount(other);
}

function fetchCount({ plan: { node } }: CompletePlan): number {
  return node === undefined || node.kind === 'Subscription' ? 0 : placeFetches(node).length;
}

/** `always`: what holds where any of the fields is wanted. */
function entryDocument(
  { definitions }: DocumentNode,
  entry: string,
  fields: readonly WantedField[],
  always: Conditions,
): DocumentNode {
  const selections = fields.flatMap((one) =>
    underConditions(without(one.around, always), [withDirectives(one)]),
  );
  const field: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: entry },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.map((node) =>
      node.kind === Kind.OPERATION_DEFINITION
        ? {
            ...node,
            operation: OperationTypeNode.QUERY,
            directives: [],
            selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
          }
        : node,
    ),
  };
}

function withDirectives({ field, within: directives }: WantedField): SelectionNode {
  if (directives.length === 0) return field;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [field] } as const;
  return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet };
}

function graftAt(
  { fetch, set, way, conditions: given }: SelectedSet,
  { node, conditions }: Transplant['roots'][number],
  { entry, always, document }: { entry: Entry; always: Conditions; document: DocumentNode },
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
