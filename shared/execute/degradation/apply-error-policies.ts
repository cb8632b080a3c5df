import type { DataObject } from '../../core/json/data-object.ts';
import type {
  DegradedData,
  ErrorCollector,
  ErrorPolicyEffect,
  ExecutionError,
  Path,
} from '../errors/error-collector.ts';
import { createOmittedItems, type OmittedItems } from './omit-list-items.ts';

/** What an answer says of its failures, in canonical terms. */
export interface Settlement {
  readonly errors: readonly ExecutionError[];
  readonly lost: readonly ExecutionError[];
  readonly degraded: readonly DegradedData[];
  /** The failures by which all of the answer is lost. */
  readonly fatal: readonly ExecutionError[];
}

/**
 * Does to the data what is demanded of more than a field, and says where things stand then. `isSelected` tells whether
 * the client asks for a field: what is fetched for the sake of others takes nothing with it.
 */
export function applyErrorPolicies(
  root: DataObject,
  errors: readonly ExecutionError[],
  { degraded, demands, lost }: Pick<ErrorCollector, 'degraded' | 'demands' | 'lost'>,
  isSelected: (path: Path, keys?: readonly string[]) => boolean,
): Settlement {
  if (demands.length === 0) return { errors, lost, degraded, fatal: [] };
  const omitted = createOmittedItems(root);
  const allErrors = [...errors];
  const allDegraded = [...degraded];
  const fatal: ExecutionError[] = [];
  const wanted = new Set(demands.filter(({ path, keys }) => isSelected(path, keys)));
  const isOmitted = omitAll([...wanted], omitted);
  for (const demand of demands) {
    const isWanted = wanted.has(demand);
    if (isWanted && isOmitted(demand)) {
      allDegraded.push({ ...demand, path: listAbove(demand), keys: [] });
      continue;
    }
    allDegraded.push(demand);
    const error = errorOf(demand);
    if (isWanted && demand.onError === 'fail') fatal.push(error);
    else allErrors.push(error);
  }
  const settled = {
    errors: allErrors.flatMap((error) => translated(error, omitted)),
    lost: lost.flatMap((error) => translated(error, omitted)),
    degraded: allDegraded.flatMap((part) => translated(part, omitted)),
    fatal: fatal.flatMap((error) => translated(error, omitted)),
  };
  omitted.remove();
  // A list of nothing but failed items has no place for the error that all fails of.
  return { ...settled, fatal: settled.fatal.length > 0 ? settled.fatal : fatal.slice(0, 1) };
}

/** Marks what is to be omitted, for each fetch in one walk; gives whether that was possible for a demand. */
function omitAll(
  demands: readonly ErrorPolicyEffect[],
  omitted: OmittedItems,
): (demand: ErrorPolicyEffect) => boolean {
  const below = new Map<ErrorPolicyEffect, boolean>();
  const targetsOf = new Map<ErrorPolicyEffect['fetch'], Set<DataObject>>();
  for (const demand of demands) {
    const { onError, fetch, targets, inside } = demand;
    if (onError !== 'omit') continue;
    if (isInList(inside)) {
      below.set(demand, [...targets].map((target) => omitted.omitBelow(target, inside)).every(Boolean));
      continue;
    }
    const all = targetsOf.get(fetch) ?? new Set();
    for (const target of targets) all.add(target);
    targetsOf.set(fetch, all);
  }
  const above = new Map(
    Array.from(targetsOf, ([fetch, targets]) => [fetch, omitted.omit(fetch.path, targets)]),
  );
  return (demand) => demand.onError === 'omit' && (below.get(demand) ?? above.get(demand.fetch) ?? false);
}

function isInList(inside: Path): boolean {
  return inside.some((step) => typeof step === 'number');
}

/** Where the items are missing. */
function listAbove({ path, fetch, inside }: ErrorPolicyEffect): Path {
  const index = path.findLastIndex((step) => typeof step === 'number' || step === '@');
  const isInside = isInList(inside);
  return index === -1 ? (isInside ? path : fetch.path) : path.slice(0, index);
}

function errorOf({ failure, path, keys }: ErrorPolicyEffect): ExecutionError {
  const { message, extensions } = failure;
  return { message, extensions, path, ...(keys.length > 0 && { missing: keys }) };
}

function translated<Placed extends { readonly path: Path }>(placed: Placed, omitted: OmittedItems): Placed[] {
  const path = omitted.translate(placed.path);
  return path === undefined ? [] : [{ ...placed, path }];
}
