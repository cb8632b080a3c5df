import { isCovered } from '../../core/graphql/conditions.ts';
import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { Guard } from '../operation/guards.ts';
import type { ObjectSelection, SelectedField } from '../operation/selection.ts';
import type { Turn } from '../planning-turns.ts';
import { createExplorer } from './explore.ts';
import { createFetchGraph, type FetchGraph } from './fetch-graph.ts';
import type { Site } from './site.ts';
import { best, type Explorer, type Option } from './ways.ts';

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

/** A field that is needed of the objects of one type. */
interface Need {
  readonly site: Site;
  readonly type: string;
  readonly field: SelectedField;
  /** `presence`, `type`: needed so that objects exist, or tell their types. What else is needed of them mostly sees to it. */
  readonly kind: 'value' | 'presence' | 'type';
  readonly order: number;
}

/**
 * Chooses the fetches of an operation: as few sequential steps as possible, then as few calls. The least number of steps
 * is known before anything is chosen: it is that of the need which takes the most. Needs are then met one after the other,
 * those with the fewest options first, each by the fewest new calls within that number of steps.
 */
export async function solve(input: SolveInput, turn: Turn): Promise<Solution> {
  const { model, selection, isMutation, labels, select } = input;
  const graph = createFetchGraph(isMutation);
  const explorer = createExplorer(model, labels, graph, select);
  const root = graph.root(selection);
  const unresolvable: string[][] = [];
  for (const fields of isMutation ? groupsOf(selection, root, explorer) : [selection.fields]) {
    graph.beginGroup();
    const needs = await collectNeeds(root, fields, explorer, graph, model, unresolvable, turn);
    await meet(needs, explorer, graph, turn);
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

async function collectNeeds(
  root: Site,
  fields: readonly SelectedField[],
  explorer: Explorer,
  graph: FetchGraph,
  model: SupergraphModel,
  unresolvable: string[][],
  turn: Turn,
): Promise<Need[]> {
  const needs: Need[] = [];
  for (const field of fields) await collectField(root, field);
  return needs;

  async function collectField(site: Site, field: SelectedField): Promise<void> {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    // The name of a root type is known.
    if (site.parent === undefined && field.name === '__typename') return;
    for (const type of field.types) {
      const options = explorer.options(site, type, field);
      if (options.length > 0)
        needs.push({
          site,
          type,
          field,
          kind: field.inner === undefined ? 'value' : 'presence',
          order: needs.length,
        });
      else if (explorer.occurs(site, type)) unresolvable.push([...site.path, field.key]);
    }
    if (field.inner === undefined) return;
    for (const below of explorer.sitesBelow(site, field)) {
      for (const one of below.selection.fields) await collectField(below, one);
      collectTypes(below);
    }
  }

  /** Objects whose type decides what is selected of them, and which a subgraph may return without it. */
  function collectTypes(site: Site): void {
    const type = model.types.get(site.selection.typeName);
    const { typeGuard: guard } = site.selection;
    if (type === undefined || type.kind === 'object' || guard === undefined) return;
    for (const one of type.objectTypes) {
      const field = { ...graph.typename(one), guard };
      if (explorer.options(site, one, field).length > 0)
        needs.push({ site, type: one, field, kind: 'type', order: needs.length });
    }
  }
}

async function meet(
  needs: readonly Need[],
  explorer: Explorer,
  graph: FetchGraph,
  turn: Turn,
): Promise<void> {
  const optionsOf = ({ site, type, field }: Need): readonly Option[] => explorer.options(site, type, field);
  const ranked = needs.map((need) => {
    const options = optionsOf(need);
    const depth = best(options, 'depth')?.depth ?? 0;
    return { need, depth, choices: new Set(options.map(({ subgraph }) => subgraph)).size };
  });
  const steps = Math.max(0, ...ranked.map(({ depth }) => depth));
  // Fetches that are chosen further up change the costs of what is below.
  const siteRanks = new Map<Site, number>();
  for (const { site } of needs) if (!siteRanks.has(site)) siteRanks.set(site, siteRanks.size);
  const inOrder = ranked.sort(
    (a, b) =>
      Number(a.need.kind !== 'value') - Number(b.need.kind !== 'value') ||
      Number(a.choices > 1) - Number(b.choices > 1) ||
      a.choices - b.choices ||
      (siteRanks.get(a.need.site) ?? 0) - (siteRanks.get(b.need.site) ?? 0) ||
      b.depth - a.depth ||
      a.need.order - b.need.order,
  );
  for (const { need } of inOrder) {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    const { site, type, field, kind } = need;
    if (kind === 'type' && isCoveredBy(field.guard, graph.typesKnown(site))) continue;
    const options = optionsOf(need);
    if (kind !== 'presence') {
      take(options, field.guard);
      continue;
    }
    const by = graph.selectedBy(site, field, type);
    if (isCoveredBy(field.guard, [...by.values()].flat())) continue;
    const again = options.filter(({ subgraph, calls }) => calls.length === 0 && by.has(subgraph));
    take(again.length > 0 ? again : options, field.guard);
  }

  function take(options: readonly Option[], guard: Guard): void {
    (best(options, 'calls', steps) ?? best(options, 'depth'))?.take(guard);
  }
}

/** Whether one guard holds wherever the other does. */
function isCoveredBy(guard: Guard, by: Guard = []): boolean {
  return guard.every((conditions) => isCovered(conditions, by));
}
