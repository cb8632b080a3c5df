import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { ObjectSelection, SelectedField } from '../operation/selection.ts';
import type { Turn } from '../planning-turns.ts';
import { createExplorer } from './explore.ts';
import { createFetchGraph, type FetchGraph } from './fetch-graph.ts';
import { meetNeeds } from './meet-needs.ts';
import { collectNeeds } from './needs.ts';
import type { Site } from './site.ts';
import type { Explorer } from './ways.ts';

export interface SolveInput {
  readonly model: SupergraphModel;
  /** The normalized operation. */
  readonly selection: ObjectSelection;
  readonly isMutation: boolean;
  /** Labels of progressive `@override`s that are on. */
  readonly labels: ReadonlySet<string>;
  readonly select: FieldSetSelector;
}

export interface Solution {
  readonly graph: FetchGraph;
  /** Paths to the selected fields that no subgraph can resolve there. */
  readonly unresolvable: readonly (readonly string[])[];
}

/**
 * Chooses the fetches of an operation: as few sequential steps as possible, then as few calls. The least number of steps
 * is known before any choice: it is that of the need which takes the most. Needs are then met one after the other,
 * those with the fewest options first, each by the fewest new calls within that number of steps.
 */
export async function solve(input: SolveInput, turn: Turn): Promise<Solution> {
  const { model, selection, isMutation, labels, select } = input;
  const graph = createFetchGraph(isMutation);
  const explorer = createExplorer(model, labels, graph, select);
  const needsInput = { model, graph, explorer, turn };
  const root = graph.root(selection);
  const unresolvable: string[][] = [];
  for (const fields of isMutation ? groupsOf(selection, root, explorer) : [selection.fields]) {
    graph.beginGroup();
    const needs = await collectNeeds(root, fields, needsInput, unresolvable);
    await meetNeeds(needs, needsInput);
  }
  return { graph, unresolvable };
}

/** The root fields of a mutation, together as long as one subgraph resolves them. */
function groupsOf({ fields, typeName }: ObjectSelection, root: Site, explorer: Explorer): SelectedField[][] {
  const groups: SelectedField[][] = [];
  let last: string | undefined;
  for (const field of fields) {
    const subgraph = explorer.options(root, typeName, field)[0]?.subgraph;
    const group = groups.at(-1);
    if (group !== undefined && subgraph === last) group.push(field);
    else groups.push([field]);
    last = subgraph;
  }
  return groups;
}
