import { type DocumentNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { keyFieldNodes } from './key-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import type { KeyLeaf } from './type-index.ts';

/** Whether a fetch brings a key of the objects of this type at a path. */
export function holdsKey(
  fetch: ParsedFetch | undefined,
  path: readonly string[],
  type: string,
  key: readonly KeyLeaf[],
): boolean {
  return fetch !== undefined && withKeyFields(fetch, path, type, key, []) !== fetch;
}

/**
 * The fetch with further leaves beside such a key; the same fetch when it does not bring the key. Nothing is added when
 * one of the names stands there already for objects of other types: their fields may be of other types, which a subgraph
 * refuses.
 */
export function withKeyFields(
  fetch: ParsedFetch,
  path: readonly string[],
  type: string,
  key: readonly KeyLeaf[],
  leaves: readonly KeyLeaf[],
): ParsedFetch {
  const steps = stepsFrom(fetch.path, path);
  if (steps === undefined) return fetch;
  const names = new Set(key.map(([name]) => name));
  const added = keyFieldNodes(leaves);
  const untyped = new Set<string>();
  const ofOthers = new Set<string>();
  let found = false;
  editAt((set) => {
    collectKeys(set, undefined);
    return set;
  });
  const document = editAt((set) => beside(set, undefined));
  return found ? { ...fetch, document } : fetch;

  function editAt(edit: (set: SelectionSetNode) => SelectionSetNode): DocumentNode {
    const isEntityFetch = fetch.node.requires !== undefined;
    const way = isEntityFetch ? ['_entities', ...(steps ?? [])] : (steps ?? []);
    const definitions = fetch.document.definitions.map((node) =>
      node.kind === Kind.OPERATION_DEFINITION
        ? { ...node, selectionSet: at(node.selectionSet, way, edit) }
        : node,
    );
    return { ...fetch.document, definitions };
  }

  function at(
    set: SelectionSetNode,
    [step, ...rest]: readonly string[],
    edit: (set: SelectionSetNode) => SelectionSetNode,
  ): SelectionSetNode {
    if (step === undefined) return edit(set);
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return { ...selection, selectionSet: at(selection.selectionSet, [step, ...rest], edit) };
      const responseKey = selection.alias?.value ?? selection.name.value;
      if (responseKey !== step || selection.selectionSet === undefined) return selection;
      return { ...selection, selectionSet: at(selection.selectionSet, rest, edit) };
    });
    return { ...set, selections };
  }

  /** `condition`: what the fragment is on, if the set is that of one. */
  function beside(set: SelectionSetNode, condition: string | undefined): SelectionSetNode {
    const here = new Set(set.selections.map(plainName));
    if ([...names].every((name) => here.has(name)) && (condition === undefined || condition === type)) {
      found = true;
      const isTaken = ({ name: { value } }: FieldNode): boolean =>
        ofOthers.has(value) || (condition === type && untyped.has(value));
      const missing = added.filter(({ name, selectionSet }) => selectionSet || !here.has(name.value));
      if (missing.length === 0 || missing.some(isTaken)) return set;
      // A name that stands in another set of this position, perhaps under a condition, is no name of this type alone.
      const plain = missing.filter(({ name }) => condition === type || untyped.has(name.value));
      const own = missing.filter((field) => !plain.includes(field));
      return {
        ...set,
        selections: [...set.selections, ...plain, ...(own.length > 0 ? [onType(own)] : [])],
      };
    }
    const selections = set.selections.map((selection) =>
      selection.kind === Kind.INLINE_FRAGMENT
        ? {
            ...selection,
            selectionSet: beside(selection.selectionSet, selection.typeCondition?.name.value ?? condition),
          }
        : selection,
    );
    return { ...set, selections };
  }

  /** The response keys of a selection set, in fragments or not. */
  function collectKeys({ selections }: SelectionSetNode, condition: string | undefined): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collectKeys(selection.selectionSet, selection.typeCondition?.name.value ?? condition);
      } else if (selection.kind === Kind.FIELD && condition !== type) {
        const key = selection.alias?.value ?? selection.name.value;
        (condition === undefined ? untyped : ofOthers).add(key);
      }
    }
  }

  function onType(selections: readonly SelectionNode[]): SelectionNode {
    return {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
  }
}

/** The keys that lead from one path to the other; undefined when the one is not on the way to the other. */
function stepsFrom(from: readonly string[], to: readonly string[]): string[] | undefined {
  const [start, end] = [from, to].map((path) => path.filter((key) => key !== '@'));
  if (start === undefined || end === undefined) return undefined;
  return start.every((key, index) => end[index] === key) ? end.slice(start.length) : undefined;
}

/** The name of a field that stands under its own name, whatever the variables. */
function plainName(selection: SelectionNode): string | undefined {
  if (selection.kind !== Kind.FIELD || (selection.directives ?? []).length > 0) return undefined;
  const name = selection.name.value;
  return (selection.alias?.value ?? name) === name ? name : undefined;
}
