import type {
  FailureExtent,
  MissingData,
  MissingDecision,
  PutSubstitute,
  ServedFrom,
  SubgraphCall,
} from '../../core/degradation.ts';
import { type DataObject, own } from '../../core/json/data-object.ts';
import { extentOf } from '../field-rule.ts';
import type { RememberedValue } from '../last-good.ts';
import { lastGoodOf, type RuledField, type RulesOfFetch } from './field-rules.ts';
import type { LastGoodResults } from './last-good-results.ts';
import { typeOfObject } from './object-types.ts';

import { placeDefault } from './place-default.ts';

interface Outcome {
  readonly upstream: string;
  readonly servedFrom: ServedFrom;
  readonly extent: FailureExtent;
  readonly keys: Set<string>;
  readonly targets: Set<DataObject>;
  ageMs: number | undefined;
  usableMs: number | undefined;
}

/** The outcomes of the keys so far; equal ones are grouped. */
interface Outcomes {
  readonly all: Map<string, Outcome>;
  /** Whether a policy is declared for a field that another fetch has resolved. */
  isSomePresent: boolean;
}

/** Applies the policies of all fields that a call should have returned for these objects. */
export async function replaceMissingData(
  call: SubgraphCall,
  missing: readonly MissingData[],
  put: PutSubstitute,
  rulesOf: RulesOfFetch,
  results: LastGoodResults,
): Promise<MissingDecision> {
  const { fetch, fields } = call;
  const rules = rulesOf(fetch, fields);
  const representations = missing.map(({ representation }) => representation);
  const isKnown =
    fetch.entities === undefined || representations.some((representation) => representation !== undefined);
  const recalled =
    rules.recordings.length > 0 && isKnown ? await results.recall(call, representations, undefined) : [];
  const outcomes: Outcomes = { all: new Map(), isSomePresent: false };
  for (const [index, { targets }] of missing.entries()) {
    for (const target of targets) {
      const type = typeOfObject(target, fetch.entities === undefined ? 'Query' : undefined);
      for (const field of rules.of(type))
        replaceField(call, target, field, recalled[index] ?? [], put, outcomes);
    }
  }
  const all = [...outcomes.all.values()];
  return { outcomes: all, hasPolicy: outcomes.isSomePresent || !all.every(isNull) };
}

function isNull({ extent, servedFrom }: Outcome): boolean {
  return extent === 'field' && servedFrom === 'nothing';
}

function replaceField(
  { fields }: SubgraphCall,
  target: DataObject,
  { key, rule }: RuledField,
  remembered: readonly RememberedValue[],
  put: PutSubstitute,
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
    put(target, key, policy.value === null ? null : placeDefault(policy.value, fields));
    note('default');
  } else if (lastGood !== undefined) {
    const found = remembered.find(
      ({ value, ageMs }) => ageMs <= lastGood.maxAgeMs && ownOf(value, key) !== undefined,
    );
    if (found === undefined) note('nothing');
    else {
      put(target, key, ownOf(found.value, key));
      note('lastGood', found.ageMs, lastGood.maxAgeMs - found.ageMs);
    }
  } else note('nothing');

  function note(servedFrom: ServedFrom, ageMs?: number, usableMs?: number): void {
    const extent = extentOf(policy);
    const id = `${upstream} ${servedFrom} ${extent}`;
    let outcome = outcomes.all.get(id);
    if (outcome === undefined) {
      outcome = { upstream, servedFrom, extent, keys: new Set(), targets: new Set(), ageMs, usableMs };
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
