import type { FieldSet } from '../../model/supergraph-model.ts';

/** The merged selections of field sets: fields by name, each with its own tree. Fragments count for any type. */
export type NameTree = ReadonlyMap<string, NameTree>;

type GrowingTree = Map<string, GrowingTree>;

export const noNames: NameTree = new Map();

export function nameTreeOf(fieldSets: Iterable<FieldSet>): NameTree {
  const tree: GrowingTree = new Map();
  for (const fieldSet of fieldSets) addSelections(fieldSet, tree);
  return tree;
}

/** The tree of some leaves. */
export function nameTreeOfLeaves(leaves: readonly (readonly string[])[]): NameTree {
  const tree: GrowingTree = new Map();
  for (const leaf of leaves) {
    let at = tree;
    for (const name of leaf) at = below(at, name);
  }
  return tree;
}

function addSelections(fields: FieldSet, tree: GrowingTree): void {
  for (const { name, selections } of fields) addSelections(selections, below(tree, name));
}

function below(tree: GrowingTree, name: string): GrowingTree {
  const found = tree.get(name) ?? new Map();
  tree.set(name, found);
  return found;
}
