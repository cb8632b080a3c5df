import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
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

/** The fetch with further leaves beside such a key; the same fetch when it does not bring the key. */
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
  let found = false;
  const definitions = fetch.document.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    const isEntityFetch = fetch.node.requires !== undefined;
    return { ...node, selectionSet: at(node.selectionSet, isEntityFetch ? ['_entities', ...steps] : steps) };
  });
  const document: DocumentNode = { ...fetch.document, definitions };
  return found ? { ...fetch, document } : fetch;

  function at(set: SelectionSetNode, [step, ...rest]: readonly string[]): SelectionSetNode {
    if (step === undefined) return beside(set, undefined);
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return { ...selection, selectionSet: at(selection.selectionSet, [step, ...rest]) };
      const responseKey = selection.alias?.value ?? selection.name.value;
      if (responseKey !== step || selection.selectionSet === undefined) return selection;
      return { ...selection, selectionSet: at(selection.selectionSet, rest) };
    });
    return { ...set, selections };
  }

  /** `condition`: what the fragment is on, if the set is that of one. */
  function beside(set: SelectionSetNode, condition: string | undefined): SelectionSetNode {
    const here = new Set(set.selections.map(plainName));
    if ([...names].every((name) => here.has(name)) && (condition === undefined || condition === type)) {
      found = true;
      const missing = added.filter(({ name, selectionSet }) => selectionSet || !here.has(name.value));
      if (missing.length === 0) return set;
      return {
        ...set,
        selections: [...set.selections, ...(condition === type ? missing : [onType(missing)])],
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

/** The name of a field that stands under its own name. */
function plainName(selection: SelectionNode): string | undefined {
  if (selection.kind !== Kind.FIELD) return undefined;
  const name = selection.name.value;
  return (selection.alias?.value ?? name) === name ? name : undefined;
}
