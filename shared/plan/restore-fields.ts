import type { PlanNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, OperationTypeNode, type SelectionNode } from 'graphql';
import {
  type Conditions,
  holdsWhere,
  inCommon,
  underConditions,
  without,
} from '../core/graphql/conditions.ts';
import type { Entry } from './entry-fields.ts';
import { type FetchGraft, graftAt } from './graft-at.ts';
import { placeFetches } from './place-fetches.ts';
import { type PartlyPlanned, planParts } from './plannable-parts.ts';
import type { SelectedSet } from './selected-sets.ts';
import type { Objects } from './steps.ts';
import { combined, conditionalPlan, transplantPlan } from './transplant.ts';
import type { WantedField } from './wanted-fields.ts';
import { withDirectives } from './wrapped-fields.ts';

/** What brings fields that a plan has dropped. */
export interface RestoredFields {
  readonly grafts: readonly FetchGraft[];
  /** Further fetches, after those that have the grafts. */
  readonly rest: PlanNode | undefined;
  /** What this does not bring. */
  readonly stranded: readonly WantedField[];
}

/** A plan for what is wanted of a root or an entry, and what else is wanted there. */
export interface PartialPlan {
  readonly node: PlanNode;
  readonly stranded: readonly WantedField[];
}

export interface RestoreOptions {
  /** The operation that was planned. */
  readonly document: DocumentNode;
  readonly entries: readonly Entry[];
  /** Plans a query that asks for nothing but an entry, or only for fields of the root; undefined where there is no plan. */
  plan(document: DocumentNode, entry: Entry | undefined): PartialPlan | undefined;
}

/** A plan for what is wanted of objects that come from one subgraph, and where in the dropping plan it can start. */
interface Candidate extends PartlyPlanned<PlanNode> {
  readonly entry: Entry;
  readonly places: readonly SelectedSet[];
}

/**
 * Has fields planned as if their objects were at the root of the graph, and moves that plan to where they are: its first
 * fetch becomes a part of one that brings the objects.
 */
export function restoreFields(
  { path, type, places }: Objects,
  fields: readonly WantedField[],
  options: RestoreOptions,
): RestoredFields {
  const always = inCommon(fields.map(({ around }) => around));
  const candidates = options.entries.flatMap((entry): Candidate[] => {
    const own = places.filter(({ subgraph }) => subgraph === entry.subgraph);
    if (entry.type !== type || own.length === 0) return [];
    return [{ ...planFrom(entry, fields, always, options), entry, places: own }];
  });
  const [best] = candidates.sort(byUse);
  if (best === undefined) return joinRestored([], fields);
  const sure = best.places.find(({ conditions }) => holdsWhere(conditions, always));
  const used = sure === undefined ? candidates : [{ ...best, places: [sure] }];
  const moved = used.map((one) => ({ ...one, ...transplantPlan(one.plan, path) }));
  const rest = combined(
    'Parallel',
    moved.map((one) => one.rest),
  );
  return {
    grafts: moved.flatMap(({ roots, entry, places: at }) =>
      at.flatMap((place) =>
        roots.flatMap((root) => graftAt(place, root, { entry, always, document: options.document }) ?? []),
      ),
    ),
    rest: rest && conditionalPlan(rest, always),
    stranded: used.flatMap(({ stranded }) => stranded),
  };
}

/** Has fields of the root planned, beside a plan that lacks them. */
export function restoreAtRoot(fields: readonly WantedField[], options: RestoreOptions): RestoredFields {
  const always = inCommon(fields.map(({ around }) => around));
  const { plan, stranded } = planFrom(undefined, fields, always, options);
  return { grafts: [], rest: plan && conditionalPlan(plan, always), stranded };
}

export function joinRestored(
  parts: readonly RestoredFields[],
  stranded: readonly WantedField[],
): RestoredFields {
  const rest = combined(
    'Parallel',
    parts.map((one) => one.rest),
  );
  return { grafts: parts.flatMap(({ grafts }) => grafts), rest, stranded };
}

/** `always`: what holds where any of the fields is wanted. */
function planFrom(
  entry: Entry | undefined,
  fields: readonly WantedField[],
  always: Conditions,
  { document, plan }: RestoreOptions,
): PartlyPlanned<PlanNode> {
  const planned = planParts(fields, document, (some) => plan(queryFor(document, entry, some, always), entry));
  const stranded = (planned.plan?.stranded ?? []).map((one) => ({
    ...one,
    around: new Map([...always, ...one.around]),
    conditions: new Map([...always, ...one.conditions]),
  }));
  return { plan: planned.plan?.node, stranded: [...planned.stranded, ...stranded] };
}

/** What brings more comes first, and then what takes fewer fetches. */
function byUse(one: Candidate, other: Candidate): number {
  return one.stranded.length - other.stranded.length || fetchCount(one) - fetchCount(other);
}

function fetchCount({ plan }: Candidate): number {
  return plan === undefined ? 0 : placeFetches(plan).length;
}

function queryFor(
  { definitions }: DocumentNode,
  entry: Entry | undefined,
  fields: readonly WantedField[],
  always: Conditions,
): DocumentNode {
  const wanted = fields.flatMap((one) => underConditions(without(one.around, always), [withDirectives(one)]));
  const wantedSet = { kind: Kind.SELECTION_SET, selections: wanted } as const;
  const selections: readonly SelectionNode[] =
    entry === undefined
      ? wanted
      : [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: entry.field }, selectionSet: wantedSet }];
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.map((node) =>
      node.kind === Kind.OPERATION_DEFINITION
        ? {
            ...node,
            operation: OperationTypeNode.QUERY,
            directives: [],
            selectionSet: { kind: Kind.SELECTION_SET, selections },
          }
        : node,
    ),
  };
}
