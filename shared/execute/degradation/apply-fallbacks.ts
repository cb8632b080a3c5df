import type { RememberedValue, ServedFrom } from '../../core/degradation.ts';
import { type DataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { Failure } from '../errors/failure.ts';
import { typeOfObject } from '../run/object-types.ts';
import type { FailureCause, Run } from '../run/run.ts';
import { lastGoodOf, type RuledField } from './field-rules.ts';
import { recallLastGood, type SubgraphCall } from './last-good-responses.ts';
import { placeDefault } from './place-default.ts';

/** Objects for which a fetch returns no data; by representation for an entity fetch. */
export interface FailedTargets {
  readonly representation: string | undefined;
  readonly targets: readonly DataObject[];
}

interface Outcome {
  readonly upstream: string;
  readonly servedFrom: ServedFrom;
  readonly onError: 'null' | 'omit' | 'fail';
  readonly keys: Set<string>;
  readonly targets: Set<DataObject>;
  ageMs: number | undefined;
  usableMs: number | undefined;
}

/** How the fields of a failed fetch were resolved. */
interface Outcomes {
  /** Equal outcomes are grouped. */
  readonly all: Map<string, Outcome>;
  /** Whether a policy is declared for a field that another fetch has resolved. */
  isSomePresent: boolean;
}

/**
 * Applies degradation policies to a failed fetch. Returns the keys that stay null and need an error; undefined if no key
 * has a substitute. `isAboutAll`: the fetch returns no data for any object at its path.
 */
export async function applyFallbacks(
  call: SubgraphCall,
  failed: readonly FailedTargets[],
  failure: Failure,
  isAboutAll: boolean,
  run: Run,
): Promise<readonly string[] | undefined> {
  const { all, isSomePresent } = await resolveAll(call, failed, run);
  const { fetch } = call;
  const nulls = new Set<string>();
  for (const { onError, keys, targets, upstream, servedFrom, ageMs, usableMs } of all.values()) {
    const part = { failure, upstream, servedFrom, ageMs, usableMs, path: fetch.path, keys: [...keys] };
    if (onError !== 'null') {
      run.failures.effects.push({ ...part, onError, fetch, targets, inside: [] });
      continue;
    }
    const paths = isAboutAll ? [fetch.path] : run.failures.placesOf(fetch, [...targets], [], call.located);
    for (const path of paths) run.failures.degraded.push({ ...part, path });
    if (servedFrom !== 'nothing') continue;
    for (const key of keys) nulls.add(key);
    const cause: FailureCause = { failure, upstream, isToldByField: !isAboutAll };
    for (const target of targets) run.incomplete.set(target, cause);
  }
  const isAllNull = [...all.values()].every(isNull);
  return isAllNull && !isSomePresent ? undefined : [...nulls];
}

function isNull({ onError, servedFrom }: Outcome): boolean {
  return onError === 'null' && servedFrom === 'nothing';
}

/**
 * Applies degradation policies to objects that could not be requested because another fetch failed. Fields without a policy
 * get no error, unless a single entity failed: that is reported at each missing field.
 */
export async function applyFallbacksToIncomplete(
  call: SubgraphCall,
  incomplete: readonly DataObject[],
  run: Run,
): Promise<void> {
  const { fetch } = call;
  const { path } = fetch;
  const byReason = new Map<string, { cause: FailureCause; affected: DataObject[] }>();
  for (const target of incomplete) {
    const cause = run.incomplete.get(target);
    if (cause === undefined) continue;
    const { failure, upstream, isToldByField } = cause;
    const reason = `${upstream} ${isToldByField} ${failure.code} ${failure.message}`;
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, { cause, affected: [target] });
    else known.affected.push(target);
  }
  for (const { cause, affected } of byReason.values()) {
    const { failure, upstream } = cause;
    const { all } = await resolveAll(call, [{ representation: undefined, targets: affected }], run);
    const located = cause.isToldByField ? run.failures.locate(fetch, affected) : undefined;
    for (const { onError, keys, targets, servedFrom, ageMs, usableMs } of all.values()) {
      const part = { failure, upstream, servedFrom, ageMs, usableMs, path, keys: [...keys] };
      if (onError !== 'null') run.failures.effects.push({ ...part, onError, fetch, targets, inside: [] });
      else if (servedFrom !== 'nothing') run.failures.degraded.push(part);
      else {
        for (const target of targets) {
          run.incomplete.set(target, cause);
          if (!cause.isToldByField) continue;
          run.failures.wrong(failure, run.failures.placesOf(fetch, [target], [], located), part.keys);
        }
      }
    }
  }
}

/** Sets default and last good values, and returns the outcome for each field. */
async function resolveAll(call: SubgraphCall, failed: readonly FailedTargets[], run: Run): Promise<Outcomes> {
  const { fetch } = call;
  const rules = run.rulesOf(fetch, run.plan.fields);
  const representations = failed.map(({ representation }) => representation);
  const isKnown =
    fetch.entities === undefined || representations.some((representation) => representation !== undefined);
  const recalled =
    rules.recordings.length > 0 && isKnown ? await recallLastGood(call, representations, undefined, run) : [];
  const outcomes: Outcomes = { all: new Map(), isSomePresent: false };
  for (const [index, { targets }] of failed.entries()) {
    for (const target of targets) {
      const type = typeOfObject(target, fetch.entities === undefined ? 'Query' : undefined);
      for (const field of rules.of(type)) resolveField(target, field, recalled[index] ?? [], run, outcomes);
    }
  }
  run.grouped.clear();
  return outcomes;
}

function resolveField(
  target: DataObject,
  { key, rule }: RuledField,
  remembered: readonly RememberedValue[],
  run: Run,
  outcomes: Outcomes,
): void {
  const { upstream, policy } = rule;
  const present = own(target, key);
  const isPresent = present !== undefined && present !== null;
  // A value that another fetch returned is better than a substitute.
  if (isPresent && policy !== undefined && policy.onError !== 'null') {
    outcomes.isSomePresent = true;
    return;
  }
  const lastGood = lastGoodOf(rule);
  if (policy?.onError === 'default') {
    set(policy.value === null ? null : placeDefault(policy.value, run.plan.fields));
    note('default');
  } else if (lastGood !== undefined) {
    const found = remembered.find(
      ({ value, ageMs }) => ageMs <= lastGood.maxAgeMs && ownOf(value, key) !== undefined,
    );
    if (found === undefined) note('nothing');
    else {
      set(ownOf(found.value, key));
      note('lastGood', found.ageMs, lastGood.maxAgeMs - found.ageMs);
    }
  } else
    note(
      'nothing',
      undefined,
      undefined,
      policy?.onError === 'omit' || policy?.onError === 'fail' ? policy.onError : 'null',
    );

  function set(value: unknown): void {
    setOwn(target, key, value);
    run.substitutes.addWhole(target, key);
  }

  function note(
    servedFrom: ServedFrom,
    ageMs?: number,
    usableMs?: number,
    onError: Outcome['onError'] = 'null',
  ): void {
    const id = `${upstream} ${servedFrom} ${onError}`;
    let outcome = outcomes.all.get(id);
    if (outcome === undefined) {
      outcome = { upstream, servedFrom, onError, keys: new Set(), targets: new Set(), ageMs, usableMs };
      outcomes.all.set(id, outcome);
    }
    outcome.keys.add(key);
    outcome.targets.add(target);
    if (ageMs !== undefined) outcome.ageMs = Math.max(outcome.ageMs ?? 0, ageMs);
    if (usableMs !== undefined) outcome.usableMs = Math.min(outcome.usableMs ?? usableMs, usableMs);
  }
}

function ownOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
