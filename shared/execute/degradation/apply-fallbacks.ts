import type { RememberedValue, ServedFrom } from '../../core/degradation.ts';
import { type DataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { Failure } from '../errors/failure.ts';
import { typeOfObject } from '../run/object-types.ts';
import type { FailureCause, Run } from '../run/run.ts';
import { lastGoodOf, type RuledField } from './field-rules.ts';
import { type Question, recallLastGood } from './last-good-responses.ts';
import { placeDefault } from './place-default.ts';

/** Objects to which a fetch brings nothing; by representation, if it is about entities. */
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

/** What became of the fields of a failed fetch. */
interface Outcomes {
  /** Those alike together. */
  readonly all: Map<string, Outcome>;
  /** Something is declared for a field that another fetch has brought. */
  isSomePresent: boolean;
}

/**
 * Puts what is declared where a fetch brings nothing. Gives the keys that stay without a value and of which clients are
 * to be told; undefined when nothing stands in for any. `isAboutAll`: the fetch brings nothing to whatever is at its path.
 */
export async function applyFallbacks(
  question: Question,
  lost: readonly FailedTargets[],
  failure: Failure,
  isAboutAll: boolean,
  run: Run,
): Promise<readonly string[] | undefined> {
  const { all, isSomePresent } = await serveEach(question, lost, run);
  const { fetch } = question;
  const nulls = new Set<string>();
  for (const { onError, keys, targets, upstream, servedFrom, ageMs, usableMs } of all.values()) {
    const part = { failure, upstream, servedFrom, ageMs, usableMs, path: fetch.path, keys: [...keys] };
    if (onError !== 'null') {
      run.failures.demands.push({ ...part, onError, fetch, targets, inside: [] });
      continue;
    }
    const paths = isAboutAll
      ? [fetch.path]
      : run.failures.placesOf(fetch, [...targets], [], question.located);
    for (const path of paths) run.failures.degraded.push({ ...part, path });
    if (servedFrom !== 'nothing') continue;
    for (const key of keys) nulls.add(key);
    const why: FailureCause = { failure, upstream, isToldByField: !isAboutAll };
    for (const target of targets) run.lost.set(target, why);
  }
  const isAllNull = [...all.values()].every(isNull);
  return isAllNull && !isSomePresent ? undefined : [...nulls];
}

function isNull({ onError, servedFrom }: Outcome): boolean {
  return onError === 'null' && servedFrom === 'nothing';
}

/**
 * For objects that could not be asked about because another fetch failed. Of what is not declared nothing is said, unless
 * it was the entity by itself that failed: that is told at the fields that are missing.
 */
export async function applyFallbacksToIncomplete(
  question: Question,
  lacking: readonly DataObject[],
  run: Run,
): Promise<void> {
  const { fetch } = question;
  const { path } = fetch;
  const byReason = new Map<string, { why: FailureCause; affected: DataObject[] }>();
  for (const target of lacking) {
    const why = run.lost.get(target);
    if (why === undefined) continue;
    const { failure, upstream, isToldByField } = why;
    const reason = `${upstream} ${isToldByField} ${failure.code} ${failure.message}`;
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, { why, affected: [target] });
    else known.affected.push(target);
  }
  for (const { why, affected } of byReason.values()) {
    const { failure, upstream } = why;
    const { all } = await serveEach(question, [{ representation: undefined, targets: affected }], run);
    const located = why.isToldByField ? run.failures.locate(fetch, affected) : undefined;
    for (const { onError, keys, targets, servedFrom, ageMs, usableMs } of all.values()) {
      const part = { failure, upstream, servedFrom, ageMs, usableMs, path, keys: [...keys] };
      if (onError !== 'null') run.failures.demands.push({ ...part, onError, fetch, targets, inside: [] });
      else if (servedFrom !== 'nothing') run.failures.degraded.push(part);
      else {
        for (const target of targets) {
          run.lost.set(target, why);
          if (!why.isToldByField) continue;
          run.failures.wrong(failure, run.failures.placesOf(fetch, [target], [], located), part.keys);
        }
      }
    }
  }
}

async function serveEach(question: Question, lost: readonly FailedTargets[], run: Run): Promise<Outcomes> {
  const { fetch } = question;
  const rules = run.rulesOf(fetch, run.plan.fields);
  const asked = lost.map(({ representation }) => representation);
  const isKnown =
    fetch.entities === undefined || asked.some((representation) => representation !== undefined);
  const recalled =
    rules.keepings.length > 0 && isKnown ? await recallLastGood(question, asked, undefined, run) : [];
  const outcomes: Outcomes = { all: new Map(), isSomePresent: false };
  for (const [index, { targets }] of lost.entries()) {
    for (const target of targets) {
      const type = typeOfObject(target, fetch.entities === undefined ? 'Query' : undefined);
      for (const field of rules.of(type)) serveField(target, field, recalled[index] ?? [], run, outcomes);
    }
  }
  run.grouped.clear();
  return outcomes;
}

function serveField(
  target: DataObject,
  { key, rule }: RuledField,
  remembered: readonly RememberedValue[],
  run: Run,
  outcomes: Outcomes,
): void {
  const { upstream, policy } = rule;
  const present = own(target, key);
  const isPresent = present !== undefined && present !== null;
  // What another fetch has brought is better than what stands in for it.
  if (isPresent && policy !== undefined && policy.onError !== 'null') {
    outcomes.isSomePresent = true;
    return;
  }
  const lastGood = lastGoodOf(rule);
  if (policy?.onError === 'default') {
    put(policy.value === null ? null : placeDefault(policy.value, run.plan.fields));
    note('default');
  } else if (lastGood !== undefined) {
    const found = remembered.find(
      ({ value, ageMs }) => ageMs <= lastGood.maxAgeMs && ownOf(value, key) !== undefined,
    );
    if (found === undefined) note('nothing');
    else {
      put(ownOf(found.value, key));
      note('lastGood', found.ageMs, lastGood.maxAgeMs - found.ageMs);
    }
  } else
    note(
      'nothing',
      undefined,
      undefined,
      policy?.onError === 'omit' || policy?.onError === 'fail' ? policy.onError : 'null',
    );

  function put(value: unknown): void {
    setOwn(target, key, value);
    run.standIns.addWhole(target, key);
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
