import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeGraph, describeFetches, planOperation } from '../../../support/planned-graph.ts';

export interface PlannedGraph {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Operation → fetches. */
  readonly plans: readonly (readonly [operation: string, ...fetches: string[]])[];
}

/** Tests the plans of operations, graph by graph. */
export function planTable(title: string, graphs: readonly PlannedGraph[]): void {
  describe(title, () => {
    for (const { name, subgraphs, plans } of graphs)
      it(`of a graph with ${name}`, async () => {
        const graph = composeGraph(subgraphs);
        const found: (readonly string[])[] = [];
        for (const [operation] of plans)
          found.push([operation, ...describeFetches(await planOperation(graph, operation))]);
        assert.deepEqual(found, plans);
      });
  });
}
