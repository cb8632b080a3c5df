import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { GraphTypes } from './brought-sets.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import type { FixedField } from './required-fields.ts';
import { joinRequired } from './required-selections.ts';
import { hasTwoNames } from './written-names.ts';

/** A fetch on its way from the planner's form to the compiled one. */
export interface FetchDraft extends ParsedFetch {
  /** Indexes of the drafts that this one waits for. */
  readonly after: readonly number[];
}

/**
 * Lets a fetch about entities join another one that asks the same subgraph about the same objects: when both wait for
 * the same, and when nothing waits for the one, since the answer waits for the other anyway. A call is saved and no time
 * is lost. Two that require one field with different arguments, or that send one object under different type names, stay
 * apart: a representation has room for one of them.
 */
export function joinFetches(
  drafts: readonly FetchDraft[],
  fixedFields: ReadonlyMap<string, FixedField>,
  graph: GraphTypes,
): FetchDraft[] {
  const joined: (FetchDraft | undefined)[] = [...drafts];
  /** Where each draft has gone. */
  const places = drafts.map((_, index) => index);
  const awaited = new Set(drafts.flatMap(({ after }) => after));
  const askedAlike = groupAlike(drafts);
  for (const index of drafts.keys()) {
    const early = joined[index];
    if (early === undefined || !isJoinable(early)) continue;
    const isAwaited = awaited.has(index);
    const at = askedAlike(index).find((other) => {
      const late = joined[other];
      return (
        late !== undefined &&
        other !== index &&
        waitsForNoMore(early, late) &&
        requireAlike(early, late, fixedFields) &&
        !hasTwoNames(joinNodes(early.node, late.node), graph) &&
        (!isAwaited || waitsForNoMore(late, early))
      );
    });
    const late = at === undefined ? undefined : joined[at];
    if (at === undefined || late === undefined) continue;
    // What waits for one of two that wait for the same stands behind the first of them.
    const place = isAwaited ? Math.min(at, index) : at;
    joined[index] = undefined;
    joined[at] = undefined;
    joined[place] = join(early, late);
    if (isAwaited || awaited.has(at)) awaited.add(place);
    for (const [draft, old] of places.entries()) if (old === index || old === at) places[draft] = place;
  }
  return renumbered(joined, places);

  function waitsForNoMore(one: FetchDraft, other: FetchDraft): boolean {
    const waited = new Set(other.after.map((draft) => places[draft]));
    return one.after.every((draft) => waited.has(places[draft]));
  }
}

/** Whether no field is required by both, with different arguments. */
function requireAlike(
  one: FetchDraft,
  other: FetchDraft,
  fixedFields: ReadonlyMap<string, FixedField>,
): boolean {
  if (fixedFields.size === 0) return true;
  const names = new Map<string, string>();
  for (const { node } of [one, other]) {
    for (const name of fieldNames(node.requires ?? [])) {
      const base = fixedFields.get(name)?.name;
      if (base === undefined) continue;
      if ((names.get(base) ?? name) !== name) return false;
      names.set(base, name);
    }
  }
  return true;
}

function fieldNames(selections: readonly QueryPlanSelectionNode[]): string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === 'Field' ? [selection.name] : []),
    ...fieldNames(selection.selections ?? []),
  ]);
}

function isJoinable({ node, isSeparated = false }: FetchDraft): boolean {
  return !isSeparated && node.requires !== undefined && (node.contextRewrites ?? []).length === 0;
}

/** By the index of a draft: the drafts, itself included, that could be one call with it if nothing waited for anything. */
function groupAlike(drafts: readonly FetchDraft[]): (index: number) => readonly number[] {
  const groups = new Map<string, number[]>();
  const groupOf = drafts.map((draft, index) => {
    const { node, path, conditions } = draft;
    if (!isJoinable(draft)) return [];
    const key = JSON.stringify([node.serviceName, path, conditions]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(index);
    return group;
  });
  return (index) => groupOf[index] ?? [];
}

function join(early: FetchDraft, late: FetchDraft): FetchDraft {
  const node = joinNodes(early.node, late.node);
  const detours = distinct([...(late.detours ?? []), ...(early.detours ?? [])]);
  return { ...late, node, detours, document: joinDocuments(late.document, early.document) };
}

function joinNodes(early: FetchNode, late: FetchNode): FetchNode {
  return {
    ...late,
    requires: joinRequired(late.requires ?? [], early.requires ?? []),
    variableUsages: [...new Set([...(late.variableUsages ?? []), ...(early.variableUsages ?? [])])],
    inputRewrites: distinct([...(late.inputRewrites ?? []), ...(early.inputRewrites ?? [])]),
    outputRewrites: distinct([...(late.outputRewrites ?? []), ...(early.outputRewrites ?? [])]),
  };
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Both are `query($representations…) { _entities(…) { … } }`; equal fields are one field to the subgraph. */
function joinDocuments(a: DocumentNode, b: DocumentNode): DocumentNode {
  const [first, second] = [operationOf(a), operationOf(b)];
  const definitions = new Map(
    [...(first.variableDefinitions ?? []), ...(second.variableDefinitions ?? [])].map((node) => [
      node.variable.name.value,
      node,
    ]),
  );
  const operation: OperationDefinitionNode = {
    ...first,
    variableDefinitions: [...definitions.values()],
    selectionSet: joinEntities(first.selectionSet, second.selectionSet),
  };
  return { ...a, definitions: [operation] };
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new TypeError('a fetch has an operation');
  return operation;
}

function joinEntities(a: SelectionSetNode, b: SelectionSetNode): SelectionSetNode {
  const [entitiesA, entitiesB] = [a.selections[0], b.selections[0]];
  if (entitiesA?.kind !== Kind.FIELD || entitiesB?.kind !== Kind.FIELD) return a;
  const selections = [
    ...(entitiesA.selectionSet?.selections ?? []),
    ...(entitiesB.selectionSet?.selections ?? []),
  ];
  return { ...a, selections: [{ ...entitiesA, selectionSet: { kind: Kind.SELECTION_SET, selections } }] };
}

function renumbered(joined: readonly (FetchDraft | undefined)[], places: readonly number[]): FetchDraft[] {
  const numbers = new Map<number | undefined, number>();
  for (const [index, draft] of joined.entries()) if (draft !== undefined) numbers.set(index, numbers.size);
  return joined.flatMap((draft) => {
    if (draft === undefined) return [];
    const after = draft.after.flatMap((index) => numbers.get(places[index]) ?? []);
    return [{ ...draft, after: [...new Set(after)] }];
  });
}
