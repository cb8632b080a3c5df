import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { BREAK, type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { findDroppedFields, placesOf } from './dropped-fields.ts';
import type { Entry } from './entry-fields.ts';
import type { FetchGraft } from './graft-at.ts';
import { graftFields } from './graft-fields.ts';
import { type ParsedFetch, parsedFetches } from './parsed-fetch.ts';
import { unpinFields, unpinPlan } from './pin-selections.ts';
import type { PinnedField } from './pinned-fields.ts';
import type { PartialPlan } from './restore-fields.ts';
import { restorePinned } from './restore-pinned.ts';
import { restoreUpwards } from './restore-upwards.ts';
import type { Objects } from './steps.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import { combined, withFetchesReplaced } from './transplant.ts';

/** A plan, and the ways (see `PlannedOperation`) to what it does not bring. */
export interface CompletePlan {
  readonly plan: QueryPlan;
  readonly unplanned: readonly (readonly string[])[];
}

export interface CompletePlanOptions {
  /** The planner's own plan for a document with one operation. */
  plan(document: DocumentNode): QueryPlan;
  /** The names of fields that are to be looked at. */
  readonly inconsistentFields: ReadonlySet<string>;
  readonly entries: readonly Entry[];
  readonly pinned: readonly PinnedField[];
  /** What can be asked of the planned graph. */
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
  schemaOf(subgraph: string): GraphQLSchema;
}

// What brings back a field may bring objects of further types, of which something is wanted, too.
const mostRounds = 2;

interface Completion extends CompletePlanOptions {
  readonly pinnedNames: ReadonlyMap<string, string>;
  canStartAt(type: string): boolean;
}

/**
 * Plans an operation, and brings back what the planner drops: when it finds several ways to a field and one of them leads
 * to a subgraph that never returns objects of some type there, it asks no subgraph for what is wanted of that type.
 */
export function completePlan(document: DocumentNode, options: CompletePlanOptions): CompletePlan {
  const plan = options.plan(document);
  const { node } = plan;
  if (!mentions(document, options.inconsistentFields) || node === undefined || node.kind === 'Subscription')
    return { plan, unplanned: [] };
  const startable = new Set(options.pinned.map(({ type }) => type));
  const completion: Completion = {
    ...options,
    pinnedNames: new Map(options.pinned.map(({ field, name }) => [field, name])),
    canStartAt: (type) => startable.has(type),
  };
  let whole: PlanNode = node;
  for (let round = 0; round < mostRounds; round += 1) {
    const completed = withDroppedFields(whole, document, completion, 1);
    if (completed === undefined)
      return { plan: whole === node ? plan : { ...plan, node: whole }, unplanned: [] };
    const { rest } = restorePinned(rootOf(document, options.schema), completed.stranded, {
      ...completion,
      document,
      plan: (part) => planPart(part, completion, 1),
    });
    whole = combined('Sequence', [completed.node, rest]) ?? completed.node;
  }
  const missing = findDroppedFields({ document, fetches: parsedFetches(whole), ...completion });
  // What is missing at the root is seen by others.
  const unplanned = missing.filter(({ path }) => path.length > 0).flatMap(placesOf);
  return { plan: { ...plan, node: whole }, unplanned };
}

function rootOf({ definitions }: DocumentNode, schema: GraphQLSchema): Objects {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)?.operation;
  return { path: [], type: (operation && schema.getRootType(operation)?.name) ?? '', places: [] };
}

/** Undefined when nothing has been dropped. `depth`: see `restoreUpwards`; what is stranded is wanted one field before. */
function withDroppedFields(
  node: PlanNode,
  document: DocumentNode,
  completion: Completion,
  depth: number,
): PartialPlan | undefined {
  const fetches = parsedFetches(node);
  const dropped = findDroppedFields({ document, fetches, ...completion });
  if (dropped.length === 0) return undefined;
  const restored = dropped.map((fields) =>
    restoreUpwards(fields, {
      ...completion,
      document,
      depth,
      plan: (part, entry) => planPart(part, completion, entry === undefined ? 1 : 2),
    }),
  );
  const grafts = restored.flatMap((one) => one.grafts);
  const whole = combined('Sequence', [
    withFetchesReplaced(node, grafted(fetches, grafts, completion)),
    combined(
      'Parallel',
      restored.map(({ rest }) => rest),
    ),
  ]);
  return { node: whole ?? node, stranded: restored.flatMap(({ stranded }) => stranded) };
}

/** `document`: may have pinned fields; the plan has none. */
function planPart(document: DocumentNode, completion: Completion, depth: number): PartialPlan | undefined {
  const planned = plannedNode(document, completion);
  if (planned === undefined) return undefined;
  const node = unpinPlan(planned, completion.pinnedNames);
  const unpinned = unpinFields(document, completion.pinnedNames);
  return withDroppedFields(node, unpinned, completion, depth) ?? { node, stranded: [] };
}

function plannedNode(document: DocumentNode, { plan }: CompletePlanOptions): PlanNode | undefined {
  try {
    const { node } = plan(document);
    return node?.kind === 'Subscription' ? undefined : node;
  } catch {
    // Something is left out, and in the end the client is told of it.
    return undefined;
  }
}

function grafted(
  fetches: readonly ParsedFetch[],
  grafts: readonly FetchGraft[],
  { schemaOf }: Completion,
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
