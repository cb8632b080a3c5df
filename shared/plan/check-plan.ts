import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { SelectionSetNode } from 'graphql';
import { type Conditions, isCovered } from '../core/graphql/conditions.ts';
import { type BroughtSet, type GraphTypes, readBroughtSets, selectedFields } from './brought-sets.ts';
import { renamedKeys } from './compile-rewrites.ts';
import { withoutLists } from './fetch-positions.ts';
import { parseFieldSet } from './join-directives.ts';
import type { FetchDraft } from './join-fetches.ts';
import { requiredKeyFields } from './key-fields.ts';
import { joinRequired, toRequired } from './required-selections.ts';
import type { SelectedConditions } from './selected-conditions.ts';
import { isWrittenFor } from './written-names.ts';

/** A plan of which each fetch waits for what it needs. */
export interface CheckedPlan {
  readonly drafts: readonly FetchDraft[];
  /** Ways to fields (see `PlannedOperation`) that a fetch asks for and that cannot be right. */
  readonly unplanned: readonly (readonly string[])[];
}

/** Where something is needed that no fetch brings that is waited for. */
interface Lack {
  /** The position of the objects, and the key that they lack. */
  readonly position: string;
  readonly key: string;
}

/**
 * Checks that the fetches of a plan are given what they need: the keys of their objects, what fields require, and
 * arguments from enclosing objects must be asked for by fetches that they wait for, under conditions that hold whenever
 * theirs do. Representations must have type names that the fragments of the fetch fit. A fetch that does not wait for one that would bring something is made to wait for it.
 */
export function checkPlan(
  planned: readonly FetchDraft[],
  graph: GraphTypes,
  selectedUnder: SelectedConditions,
): CheckedPlan {
  const { types, subgraphTypes } = graph;
  const sets = readBroughtSets(planned, graph);
  const renamed = planned.map(({ node }) => renamedKeys(node.outputRewrites));
  const drafts = [...planned];
  const unplanned: string[][] = [];
  for (const fetch of drafts.keys()) checkFetch(fetch);
  return { drafts, unplanned };

  function checkFetch(fetch: number): void {
    for (const [position, ofPosition] of sets)
      for (const one of ofPosition) if (one.fetch === fetch) checkFields(one, position);
  }

  function checkFields(one: BroughtSet, position: string): void {
    const draft = drafts[one.fetch];
    if (draft === undefined) return;
    const isStart = draft.node.requires !== undefined && one.way.length === 0;
    for (const { field, key, type, conditions } of selectedFields(one, renamed[one.fetch] ?? new Map())) {
      const name = field.name.value;
      const at = [...draft.path, ...one.way, key];
      if (type === undefined) continue;
      const requirement = types.requirementOf(type, name, one.subgraph);
      if (subgraphTypes.isOnlyExternal(one.subgraph, type, name)) unplanned.push(at);
      else if (!isStart) {
        // Only a representation can carry what a field requires.
        if (requirement !== undefined) unplanned.push(at);
      } else if (
        !isNamed(draft, type) ||
        !needed([...withoutLists(draft.path), ...one.way, key], conditions).every((given) =>
          isGiven(one.fetch, position, type, requirement, given),
        ) ||
        !hasArguments(one.fetch, conditions)
      )
        unplanned.push(at);
    }
  }

  /**
   * When the field of a fetch matters: a fetch may run under fewer conditions than the operation has. A field that the
   * operation does not select is there for another one, under the conditions of its fetch.
   */
  function needed(path: readonly string[], conditions: Conditions): Conditions[] {
    const selected = selectedUnder(path);
    if (selected.length === 0) return [conditions];
    return selected.flatMap((one) => together(conditions, one) ?? []);
  }

  /** Whether the representations of a fetch have type names that its fragments on a type fit. */
  function isNamed({ node }: FetchDraft, type: string): boolean {
    const asked = types.objectTypesOf(type).filter((one) => isAsked(one, node.requires ?? []));
    return isWrittenFor(type, asked, node, graph);
  }

  /**
   * Whether objects of a type have a key, and what a field requires. A fragment on an abstract type may be there for the
   * sake of one of its types.
   */
  function isGiven(
    fetch: number,
    position: string,
    type: string,
    requirement: string | undefined,
    conditions: Conditions,
  ): boolean {
    const { serviceName = '', requires = [] } = drafts[fetch]?.node ?? {};
    const required =
      requirement === undefined ? [] : parseFieldSet(requirement).selections.flatMap(toRequired);
    const asked = types.objectTypesOf(type).filter((objectType) => isAsked(objectType, requires));
    return waitingFor(fetch, (waited) => {
      const brought = (sets.get(position) ?? []).filter((one) => waited.has(one.fetch));
      const lacks = asked
        .filter((objectType) => brought.some(({ brings }) => brings.has(objectType)))
        .map((objectType) => {
          const isIt = (one: string): boolean => one === objectType;
          return (
            lackOf(position, required, conditions, waited, isIt) ??
            lackOfKey(keysOf(objectType, type, serviceName), position, conditions, waited, isIt)
          );
        });
      return lacks.includes(undefined) ? undefined : lacks[0];
    });
  }

  function isAsked(objectType: string, requires: readonly QueryPlanSelectionNode[]): boolean {
    return requires.some(
      (one) =>
        one.kind === 'InlineFragment' &&
        one.typeCondition !== undefined &&
        types.isSubtype(objectType, one.typeCondition),
    );
  }

  /** Whether the enclosing objects have what a fetch takes from them. */
  function hasArguments(fetch: number, conditions: Conditions): boolean {
    const { node, path = [] } = drafts[fetch] ?? {};
    return (node?.contextRewrites ?? []).every((rewrite) => {
      const up = rewrite.path.filter((step) => step === '..').length;
      const keys = withoutLists(path);
      const position = keys.slice(0, keys.length - up).join('.');
      const wanted = selectionsOf(rewrite.path.filter((step) => step !== '..'));
      return waitingFor(fetch, (waited) => lackOf(position, wanted, conditions, waited, () => true));
    });
  }

  function lackOfKey(
    keys: readonly (readonly QueryPlanSelectionNode[])[],
    position: string,
    conditions: Conditions,
    waited: ReadonlySet<number>,
    isPossible: (objectType: string) => boolean,
  ): Lack | undefined {
    const lacks = keys.map((key) => lackOf(position, key, conditions, waited, isPossible));
    return lacks.includes(undefined) ? undefined : lacks[0];
  }

  function keysOf(objectType: string, type: string, subgraph: string): QueryPlanSelectionNode[][] {
    return [
      ...types.keysOf(objectType, subgraph),
      ...(objectType === type ? [] : types.keysOf(type, subgraph)),
    ].map((key) => requiredKeyFields(key));
  }

  /**
   * The first of the selections that objects of possible types at a position may lack. `below`: the selection sets of the
   * objects that enclose them; other objects at the position have other parents.
   */
  function lackOf(
    position: string,
    selections: readonly QueryPlanSelectionNode[],
    conditions: Conditions,
    waited: ReadonlySet<number>,
    isPossible: (objectType: string) => boolean,
    below?: ReadonlySet<SelectionSetNode>,
  ): Lack | undefined {
    if (selections.length === 0) return undefined;
    const here = (sets.get(position) ?? []).filter(
      ({ fetch, set, way }) =>
        waited.has(fetch) && (below === undefined || way.length === 0 || below.has(set)),
    );
    for (const base of here) {
      const given = together(conditions, base.conditions);
      if (given === undefined) continue;
      for (const objectType of base.brings) {
        if (!isPossible(objectType)) continue;
        const lack = lackOfObject(position, objectType, selections, given, here, waited);
        if (lack !== undefined) return lack;
      }
    }
    return undefined;
  }

  function lackOfObject(
    position: string,
    objectType: string,
    selections: readonly QueryPlanSelectionNode[],
    given: Conditions,
    here: readonly BroughtSet[],
    waited: ReadonlySet<number>,
  ): Lack | undefined {
    for (const [key, below] of fieldsFor(selections, objectType)) {
      const found = here.flatMap((one) => {
        if (one.brings.size > 0 && !one.brings.has(objectType)) return [];
        return selectedFields(one, renamed[one.fetch] ?? new Map(), (condition) =>
          types.isSubtype(objectType, condition),
        ).filter((field) => field.key === key);
      });
      if (
        !isCovered(
          given,
          found.map((one) => one.conditions),
        )
      )
        return { position, key };
      const inside = position === '' ? key : `${position}.${key}`;
      const sets = new Set(found.flatMap(({ field }) => field.selectionSet ?? []));
      const lack = lackOf(inside, below, given, waited, () => true, sets);
      if (lack !== undefined) return lack;
    }
    return undefined;
  }

  /** What is selected of objects of a type, by key. */
  function fieldsFor(
    selections: readonly QueryPlanSelectionNode[],
    objectType: string,
    into: Map<string, readonly QueryPlanSelectionNode[]> = new Map(),
  ): Map<string, readonly QueryPlanSelectionNode[]> {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') {
        const { typeCondition } = selection;
        if (typeCondition === undefined || types.isSubtype(objectType, typeCondition))
          fieldsFor(selection.selections, objectType, into);
      } else if (selection.name !== '__typename') {
        into.set(selection.name, joinRequired(into.get(selection.name) ?? [], selection.selections ?? []));
      }
    }
    return into;
  }

  /** Whether nothing is lacking, once the fetch waits for others that bring it. */
  function waitingFor(fetch: number, find: (waited: ReadonlySet<number>) => Lack | undefined): boolean {
    const before = drafts[fetch];
    for (let tries = 0; tries <= drafts.length; tries += 1) {
      const waited = ancestorsOf(fetch);
      const lack = find(waited);
      if (lack === undefined) return true;
      const more = bringing(lack).filter(
        (one) => !waited.has(one) && one !== fetch && !ancestorsOf(one).has(fetch),
      );
      const draft = drafts[fetch];
      if (more.length === 0 || draft === undefined) break;
      drafts[fetch] = { ...draft, after: [...draft.after, ...more] };
    }
    if (before !== undefined) drafts[fetch] = before;
    return false;
  }

  function bringing({ position, key }: Lack): number[] {
    const all = (sets.get(position) ?? []).filter((one) =>
      selectedFields(one, renamed[one.fetch] ?? new Map()).some((field) => field.key === key),
    );
    return [...new Set(all.map(({ fetch }) => fetch))];
  }

  function ancestorsOf(fetch: number): ReadonlySet<number> {
    const found = new Set(drafts[fetch]?.after);
    for (const one of found) for (const earlier of drafts[one]?.after ?? []) found.add(earlier);
    return found;
  }
}

/** The path of a rewrite as a selection. */
function selectionsOf([step, ...rest]: readonly string[]): QueryPlanSelectionNode[] {
  if (step === undefined) return [];
  const selections = selectionsOf(rest);
  return step.startsWith(typeStep)
    ? [{ kind: 'InlineFragment', typeCondition: step.slice(typeStep.length), selections }]
    : [{ kind: 'Field', name: step, ...(selections.length > 0 && { selections }) }];
}

const typeStep = '... on ';

/** Undefined where both cannot hold. */
function together(one: Conditions, other: Conditions): Conditions | undefined {
  for (const [variable, value] of other) if (one.get(variable) === !value) return undefined;
  return new Map([...one, ...other]);
}
