import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import type { PlannedOperation } from '../../shared/core/planner.ts';
import { createPlanner } from '../../shared/plan/create-planner.ts';
import { buildApiSchema } from '../../shared/supergraph/build-schemas.ts';
import { composeSubgraphs } from '../conformance/harness/compose.ts';

export interface ComposedGraph {
  readonly supergraph: DocumentNode;
  readonly schema: GraphQLSchema;
}

/** Composes a graph. `subgraphs`: SDL by name, without the link to the federation spec. */
export function composeGraph(subgraphs: Readonly<Record<string, string>>): ComposedGraph {
  const texts = Object.entries(subgraphs).map(([name, sdl]) => [name, { sdl }] as const);
  const supergraph = parse(composeSubgraphs(Object.fromEntries(texts)), { noLocation: true });
  return { supergraph, schema: buildApiSchema(supergraph) };
}

/** Plans an operation. `overrides`: labels that are on. */
export async function planOperation(
  graph: ComposedGraph,
  operation: string,
  overrides: readonly string[] = [],
): Promise<PlannedOperation> {
  const planner = await createPlanner({ ...graph, timeoutMs: 60_000 });
  try {
    return await planner.plan({ document: parse(operation), operationName: undefined, overrides });
  } finally {
    await planner.close();
  }
}

/** The fetches of a plan in order, each as `subgraph(path) after subgraph(path), …`. */
export function describeFetches({ plan: { fetches } }: PlannedOperation): string[] {
  const names = fetches.map(({ subgraph, path }) => `${subgraph}(${path.join('.')})`);
  return fetches.map(({ after }, index) => {
    const awaited = after.map((one) => names[one]).join(', ');
    return `${names[index]}${awaited && ` after ${awaited}`}`;
  });
}

/** The operations of a plan, each as `subgraph: operation`. */
export function describeOperations({ plan: { fetches } }: PlannedOperation): string[] {
  return fetches.map(({ subgraph, query }) => `${subgraph}: ${query}`);
}
