import { Kind, type SelectionSetNode } from 'graphql';
import type { CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';
import { responseKeyOf, visitFields } from '../../core/graphql/visit-fields.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';
import { type Path, valueAt } from '../../core/json/value-at.ts';
import type { Failures, NullAboveFailure } from './failures.ts';

/** Called for an object without these keys. `inside`: the path from the target to the object. */
type Visit = (object: DataObject, inside: Path, missing: readonly string[]) => void;

const message =
  'The subgraph returned null for the object that has this field, because another field failed.';

/** Clients get at most a hundred errors, so no more objects than this are visited. */
const maxObjects = 10_000;

/** The start of an error's path that leads to a null above the field that failed, if there is one. */
export function nullAboveFailure(result: unknown, path: Path): Path | undefined {
  let value = result;
  for (const [depth, step] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = valueAt(value, step);
  }
  return undefined;
}

/** Records why objects lack fields, for the fetches that need these fields. */
export function markIncomplete({ nullsAbove, incomplete }: Failures, fields: PlanFields): void {
  const visits = { left: maxObjects };
  for (const nullAbove of nullsAbove) {
    const { failure, upstream } = nullAbove;
    for (const target of nullAbove.targets) {
      visitIncomplete(nullAbove, target, fields, visits, (object) => {
        if (!incomplete.has(object)) incomplete.set(object, { failure, upstream, isReportedByField: true });
      });
    }
  }
}

/** Adds an error for each missing field. Call it when all fetches are done. */
export function reportIncomplete(failures: Failures, fields: PlanFields): void {
  const visits = { left: maxObjects };
  for (const [fetch, all] of byFetch(failures.nullsAbove)) {
    const located = failures.locate(
      fetch,
      all.flatMap(({ targets }) => targets),
    );
    for (const nullAbove of all) {
      const { extensions } = nullAbove.failure;
      for (const target of nullAbove.targets) {
        visitIncomplete(nullAbove, target, fields, visits, (_object, inside, missing) => {
          for (const path of failures.positionsOf(fetch, [target], inside, located))
            failures.possibleErrors.push({ message, extensions, path, missing });
        });
      }
    }
  }
}

function byFetch(all: readonly NullAboveFailure[]): Map<CompiledFetch, NullAboveFailure[]> {
  const grouped = new Map<CompiledFetch, NullAboveFailure[]>();
  for (const nullAbove of all) {
    const group = grouped.get(nullAbove.fetch);
    if (group === undefined) grouped.set(nullAbove.fetch, [nullAbove]);
    else group.push(nullAbove);
  }
  return grouped;
}

function visitIncomplete(
  { fetch, inside }: NullAboveFailure,
  target: DataObject,
  planFields: PlanFields,
  visits: { left: number },
  visit: Visit,
): void {
  let sets = selectionsOf(fetch);
  for (const step of inside) {
    if (typeof step === 'string') sets = fieldsOf(sets, undefined).get(step) ?? [];
  }
  walk(inside.reduce<unknown>(valueAt, target), sets, inside);

  function walk(value: unknown, selections: readonly SelectionSetNode[], at: Path): void {
    if (selections.length === 0 || visits.left <= 0) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, selections, [...at, index]);
      return;
    }
    if (!isDataObject(value)) return;
    visits.left -= 1;
    const missing: string[] = [];
    for (const [key, below] of fieldsOf(selections, own(value, '__typename'))) {
      const present = own(value, key);
      if (present === undefined) missing.push(key);
      else walk(present, below, [...at, key]);
    }
    if (missing.length > 0) visit(value, at, missing);
  }

  /** The selection sets below each canonical key of objects of a type; those of all types if the type is not known. */
  function fieldsOf(
    selections: readonly SelectionSetNode[],
    typename: unknown,
  ): Map<string, SelectionSetNode[]> {
    const fields = new Map<string, SelectionSetNode[]>();
    const applies = (condition: string): boolean =>
      typeof typename !== 'string' || typename === condition || planFields.isSubtype(typename, condition);
    visitFields(selections, undefined, { applies }, (field) => {
      if (field.name.value === '__typename') return;
      const written = responseKeyOf(field);
      const key = fetch.renamed.get(written) ?? written;
      const below = fields.get(key) ?? [];
      if (field.selectionSet) below.push(field.selectionSet);
      fields.set(key, below);
    });
    return fields;
  }
}

/** The selection sets that a fetch applies to its targets. */
function selectionsOf({ document, entities }: CompiledFetch): SelectionSetNode[] {
  const roots = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.selectionSet] : [],
  );
  if (entities === undefined) return roots;
  return roots.flatMap(({ selections }) =>
    selections.flatMap((node) => (node.kind === Kind.FIELD && node.selectionSet ? [node.selectionSet] : [])),
  );
}
