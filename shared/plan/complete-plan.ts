import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { BREAK, type DocumentNode, type GraphQLSchema, parse, visit } from 'graphql';
import { type DroppedFields, findDroppedFields, placesOf } from './dropped-fields.ts';
import type { Entry } from './entry-fields.ts';
import { graftFields } from './graft-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import { placeFetches } from './place-fetches.ts';
import { type CompletePlan, type FetchGraft, restoreFields } from './restore-fields.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import { combined, withFetchesReplaced } from './transplant.ts';

export interface CompletePlanOptions {
  /** The planner's own plan for a document with one operation. */
  plan(document: DocumentNode): QueryPlan;
  /** The names of fields that are to be looked at. */
  readonly inconsistentFields: ReadonlySet<string>;
  readonly entries: readonly Entry[];
  /** What can be asked of the planned graph. */
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
  schemaOf(subgraph: string): GraphQLSchema;
}

/**
 * Plans an operation, and brings back what the planner drops: when it finds several ways to a field and one of them leads
 * to a subgraph that never returns objects of some type there, it asks no subgraph for what is wanted of that type.
 */
export function completePlan(document: DocumentNode, options: CompletePlanOptions): CompletePlan {
  const plan = options.plan(document);
  return mentions(document, options.inconsistentFields)
    ? withDroppedFields(plan, document, options)
    : { plan, unplanned: [] };
}

function withDroppedFields(
  plan: QueryPlan,
  document: DocumentNode,
  options: CompletePlanOptions,
  entry?: string,
): CompletePlan {
  const { node } = plan;
  if (node === undefined || node.kind === 'Subscription')
    return { plan, unplanned: entry === undefined ? [] : [[entry]] };
  const fetches = placeFetches(node).map(
    (fetch): ParsedFetch => ({ ...fetch, document: parse(fetch.node.operation, { noLocation: true }) }),
  );
  const dropped = findDroppedFields({ document, fetches, ...options });
  if (dropped.length === 0) return { plan, unplanned: [] };
  // An entry has its own way: there is no other place to begin at. What is missing at the root is seen by others.
  const isRestorable = ({ path }: DroppedFields): boolean => path.length > (entry === undefined ? 0 : 1);
  const restored = dropped.filter(isRestorable).map((fields) => {
    return restoreFields(fields, document, options.entries, (sub, field) => planEntry(sub, field, options));
  });
  const replaced = grafted(
    fetches,
    restored.flatMap(({ grafts }) => grafts),
    options,
  );
  const rest = combined(
    'Parallel',
    restored.map((one) => one.rest),
  );
  const whole = combined('Sequence', [withFetchesReplaced(node, replaced), rest]);
  return {
    plan: whole === undefined ? plan : { ...plan, node: whole },
    unplanned: [
      ...restored.flatMap(({ unplanned }) => unplanned),
      ...(entry === undefined ? [] : dropped.filter((fields) => !isRestorable(fields)).flatMap(placesOf)),
    ],
  };
}

function planEntry(document: DocumentNode, entry: string, options: CompletePlanOptions): CompletePlan {
  let plan: QueryPlan;
  try {
    plan = options.plan(document);
  } catch {
    // The client is told of what is not planned.
    return { plan: { kind: 'QueryPlan' }, unplanned: [[entry]] };
  }
  return withDroppedFields(plan, document, options, entry);
}

function grafted(
  fetches: readonly ParsedFetch[],
  grafts: readonly FetchGraft[],
  { schemaOf }: CompletePlanOptions,
): ReadonlyMap<FetchNode, FetchNode> {
  const replaced = new Map<FetchNode, FetchNode>();
  for (const [index, { node, document }] of fetches.entries()) {
    const own = grafts.filter(({ fetch }) => fetch === index);
    if (own.length > 0) replaced.set(node, graftFields(node, document, own, schemaOf(node.serviceName)));
  }
  return replaced;
}

function mentions(document: DocumentNode, names: ReadonlySet<string>): boolean {
  let found = false;
  if (names.size === 0) return found;
  visit(document, {
    Field({ name }) {
      found ||= names.has(name.value);
      return found ? BREAK : undefined;
    },
  });
  return found;
}
