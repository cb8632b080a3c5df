import type { DataObject } from '../../core/json/data-object.ts';
import type { Path } from '../../core/json/value-at.ts';
import type { DegradedData, ExecutionError, FailureEffect, Failures } from './failures.ts';
import { createOmittedItems, type OmittedItems } from './omit-list-items.ts';

/** The failures that a response reports, in canonical keys. */
export interface Settlement {
  readonly errors: readonly ExecutionError[];
  readonly possibleErrors: readonly ExecutionError[];
  readonly degraded: readonly DegradedData[];
  /** The failures that make all of `data` null. */
  readonly fatal: readonly ExecutionError[];
}

/**
 * Applies the failures that affect more than a field to the data, and returns the errors with the paths that are valid
 * afterwards. `isSelected`: whether the client selects a field. Fields that are fetched only for other fields have no
 * effect.
 */
export function applyEffects(
  { data: { root }, errors, possibleErrors, degraded, effects }: Failures,
  isSelected: (path: Path, keys?: readonly string[]) => boolean,
): Settlement {
  if (effects.length === 0) return { errors, possibleErrors, degraded, fatal: [] };
  const omitted = createOmittedItems(root);
  const allErrors = [...errors];
  const allDegraded = [...degraded];
  const fatal: ExecutionError[] = [];
  const selected = new Set(effects.filter(({ path, keys }) => isSelected(path, keys)));
  const isOmitted = omitAll([...selected], omitted);
  for (const effect of effects) {
    const isSelectedEffect = selected.has(effect);
    if (isSelectedEffect && isOmitted(effect)) {
      allDegraded.push({ ...effect, path: listAbove(effect), keys: [] });
      continue;
    }
    allDegraded.push(effect);
    const error = errorOf(effect);
    if (isSelectedEffect && effect.extent === 'response') fatal.push(error);
    else allErrors.push(error);
  }
  const settled = {
    errors: allErrors.flatMap((error) => translated(error, omitted)),
    possibleErrors: possibleErrors.flatMap((error) => translated(error, omitted)),
    degraded: allDegraded.flatMap((part) => translated(part, omitted)),
    fatal: fatal.flatMap((error) => translated(error, omitted)),
  };
  omitted.remove();
  // If all items of a list failed, the path of the fatal error no longer exists.
  return { ...settled, fatal: settled.fatal.length > 0 ? settled.fatal : fatal.slice(0, 1) };
}

/** Marks the items to omit, in one walk for each fetch. Returns whether that was possible for an effect. */
function omitAll(
  effects: readonly FailureEffect[],
  omitted: OmittedItems,
): (effect: FailureEffect) => boolean {
  const below = new Map<FailureEffect, boolean>();
  const targetsOf = new Map<FailureEffect['fetch'], Set<DataObject>>();
  for (const effect of effects) {
    const { extent, fetch, targets, inside } = effect;
    if (extent !== 'item') continue;
    if (isInList(inside)) {
      below.set(effect, [...targets].map((target) => omitted.omitBelow(target, inside)).every(Boolean));
      continue;
    }
    const all = targetsOf.get(fetch) ?? new Set();
    for (const target of targets) all.add(target);
    targetsOf.set(fetch, all);
  }
  const above = new Map(
    Array.from(targetsOf, ([fetch, targets]) => [fetch, omitted.omit(fetch.path, targets)]),
  );
  return (effect) => effect.extent === 'item' && (below.get(effect) ?? above.get(effect.fetch) ?? false);
}

function isInList(inside: Path): boolean {
  return inside.some((step) => typeof step === 'number');
}

/** The path of the list that lacks the items. */
function listAbove({ path, fetch, inside }: FailureEffect): Path {
  const index = path.findLastIndex((step) => typeof step === 'number' || step === '@');
  const isInside = isInList(inside);
  return index === -1 ? (isInside ? path : fetch.path) : path.slice(0, index);
}

function errorOf({ failure, path, keys }: FailureEffect): ExecutionError {
  const { message, extensions } = failure;
  return { message, extensions, path, ...(keys.length > 0 && { missing: keys }) };
}

function translated<Placed extends { readonly path: Path }>(placed: Placed, omitted: OmittedItems): Placed[] {
  const path = omitted.translate(placed.path);
  return path === undefined ? [] : [{ ...placed, path }];
}
