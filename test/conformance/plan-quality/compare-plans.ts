import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, parse, print } from 'graphql';
import type { CompiledPlan } from '../../../shared/core/compiled-plan.ts';
import type { Planner } from '../../../shared/core/planner.ts';
import { createPlanner } from '../../../shared/plan/create-planner.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { publishComposedDirectives } from '../../../shared/supergraph/composed-directives.ts';
import { withoutConnectors } from '../../../shared/supergraph/without-connectors.ts';
import { type ApolloPlanner, createApolloPlanner } from './create-apollo-planner.ts';
import { type PlanSize, sizeOfApolloPlan, sizeOfPlan } from './plan-size.ts';

/** The plans of one operation by two planners. */
export interface Comparison {
  readonly ours: PlanSize;
  readonly apollo: PlanSize;
  /** The operation and both plans. */
  describe(): string;
}

/** Compares our planner with Apollo's on one supergraph. */
export interface PlanComparer {
  /** Rejects with an `ApolloRefusal` if only Apollo's planner refuses the operation. */
  compare(document: DocumentNode): Promise<Comparison>;
}

/** Apollo's planner has no plan. */
export class ApolloRefusal extends Error {}

/** Rejects with an `ApolloRefusal` if only Apollo's planner refuses the supergraph. */
export async function createPlanComparer(source: string | DocumentNode): Promise<PlanComparer> {
  const document = typeof source === 'string' ? parse(source) : source;
  const supergraph = withoutConnectors(publishComposedDirectives(document));
  const ours = await createPlanner({ supergraph, schema: buildApiSchema(supergraph), timeoutMs: 60_000 });
  const apollo = accepted(() => createApolloPlanner(supergraph));
  return { compare: (document) => compare(document, ours, apollo) };
}

async function compare(document: DocumentNode, planner: Planner, apollo: ApolloPlanner): Promise<Comparison> {
  const { plan } = await planner.plan({ document, operationName: undefined, overrides: [] });
  const other = accepted(() => apollo.plan(document));
  return {
    ours: sizeOfPlan(plan),
    apollo: sizeOfApolloPlan(other),
    describe: () => describe(document, plan, other),
  };
}

function accepted<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw new ApolloRefusal(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function describe(document: DocumentNode, { fetches }: CompiledPlan, other: QueryPlan): string {
  const ours = fetches.map(
    ({ subgraph, path, after, query, conditions }, index) =>
      `  ${index} ${subgraph} at "${path.join('.')}" after [${after.join(', ')}]${
        conditions.length > 0 ? ` if ${JSON.stringify(conditions)}` : ''
      }: ${query}`,
  );
  return [print(document), 'ours:', ...ours, 'apollo:', prettyFormatQueryPlan(other)].join('\n');
}
