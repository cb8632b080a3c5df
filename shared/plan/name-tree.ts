import { Kind, type SelectionNode } from 'graphql';
import { parseFieldSet } from './join-directives.ts';

/** What field sets select, merged: fields by name, each with what is selected below it. Fragments count for any type. */
export type NameTree = ReadonlyMap<string, NameTree>;

type GrowingTree = Map<string, GrowingTree>;

export const noNames: NameTree = new Map();

/** `nameOf`: the name under which the tree has a field. */
export function nameTreeOf(
  fieldSets: readonly string[],
  nameOf: (name: string) => string = (name) => name,
): NameTree {
  const tree: GrowingTree = new Map();
  for (const fieldSet of fieldSets)
    if (fieldSet !== '') addSelections(parseFieldSet(fieldSet).selections, tree, nameOf);
  return tree;
}

/** The same of leaves, each given as the names that lead to it. */
export function nameTreeOfLeaves(leaves: readonly (readonly string[])[]): NameTree {
  const tree: GrowingTree = new Map();
  for (const leaf of leaves) {
    let at = tree;
    for (const name of leaf) at = below(at, name);
  }
  return tree;
}

function addSelections(
  selections: readonly SelectionNode[],
  tree: GrowingTree,
  nameOf: (name: string) => string,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const at = selection.kind === Kind.FIELD ? below(tree, nameOf(selection.name.value)) : tree;
    addSelections(selection.selectionSet?.selections ?? [], at, nameOf);
  }
}

function below(tree: GrowingTree, name: string): GrowingTree {
  const found = tree.get(name) ?? new Map();
  tree.set(name, found);
  return found;
}
