import type { FieldRule } from '../../core/degradation.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { Path } from '../errors/error-collector.ts';
import { type Failure, failureOfReported } from '../errors/failure.ts';
import { maskSubgraphError } from '../errors/mask-subgraph-error.ts';
import { typeOfResult } from '../run/object-types.ts';
import type { Run } from '../run/run.ts';
import { lastGoodOf } from './field-rules.ts';
import { type Question, recallLastGood } from './last-good-responses.ts';
import { type FieldAt, locateNull } from './locate-null.ts';
import { nullAboveFailure } from './lost-fields.ts';
import { nameOfPlace } from './nested-positions.ts';
import { placeDefault } from './place-default.ts';
import type { LocatedValue } from './substitutes.ts';

/** What a subgraph said of an object, and what it said is wrong there. */
export interface FaultyResult {
  readonly representation: string | undefined;
  /** As it was received, before it is merged. */
  readonly answer: unknown;
  /** The objects that it is for; none for those at the fetch's path as a whole. */
  readonly targets: readonly DataObject[];
  /** Their paths begin at the object. */
  readonly errors: readonly SubgraphError[];
}

/**
 * Tells of the errors of an answer, and gives what is declared for the places where they left nothing. `isTold`: what is
 * degraded by them is known already. `missing`: the keys that stay without a value in an entity of which nothing was said.
 */
export async function applyFieldFallbacks(
  question: Question,
  faulty: FaultyResult,
  run: Run,
  isTold = false,
  missing: readonly string[] = question.fetch.brings,
): Promise<readonly LocatedValue[]> {
  if (run.context.cancellation.isCancelled) return [];
  const { fetch } = question;
  const filled = new Map<string, LocatedValue>();
  for (const error of faulty.errors) {
    const masked = maskSubgraphError(error, fetch.subgraph, run.showsMessages(fetch.subgraph));
    const inside = (masked.path ?? []).map((step) => fetch.renamed.get(String(step)) ?? step);
    const targets = error.path === undefined ? [] : faulty.targets;
    const places = run.failures.placesOf(fetch, targets, inside, question.located);
    // The entity may be there, by what others say of it: what is not is what this subgraph was to say.
    const isAboutEntity =
      fetch.entities !== undefined &&
      targets.length > 0 &&
      !isDataObject(faulty.answer) &&
      inside.length === 0;
    const keys = isAboutEntity ? missing : [];
    const failure = failureOfReported(masked, error.extensions?.['retryAfterMs']);
    if (failure !== undefined && (await fillHole(question, faulty, inside, failure, filled, run))) continue;
    run.failures.wrong(masked, places, keys);
    const upstream = upstreamOf(question, faulty, inside, run);
    const taken = nullAboveFailure(faulty.answer, inside);
    if (taken !== undefined) {
      const refusal = { ...masked, code: 'DOWNSTREAM_SERVICE_ERROR', retryAfterMs: undefined } as const;
      const { targets } = faulty;
      run.taken.push({ fetch, targets, inside: taken, upstream, failure: failure ?? refusal });
    }
    if (failure === undefined || isTold) continue;
    for (const path of places) {
      run.failures.degraded.push({ failure, upstream, servedFrom: 'nothing', path, keys });
    }
  }
  return [...filled.values()];
}

function upstreamOf(question: Question, faulty: FaultyResult, inside: Path, run: Run): string {
  const { subgraph } = question.fetch;
  const { answer, representation } = faulty;
  if (!isDataObject(answer)) return subgraph;
  const field = locateNull(answer, typeOfResult(answer, representation), inside, run.plan.fields).fields.at(
    -1,
  );
  return field === undefined ? subgraph : (ruleOf(field, subgraph, run)?.upstream ?? subgraph);
}

function ruleOf({ type, name }: FieldAt, subgraph: string, run: Run): FieldRule | undefined {
  return type === undefined ? undefined : run.degradation.rules.ruleFor(type, name, subgraph);
}

/** Whether what is declared takes the error's place. */
async function fillHole(
  question: Question,
  { answer, representation, targets }: FaultyResult,
  inside: Path,
  failure: Failure,
  filled: Map<string, LocatedValue>,
  run: Run,
): Promise<boolean> {
  if (!isDataObject(answer) || inside.length === 0) return false;
  const { fetch } = question;
  const type = typeOfResult(answer, representation);
  const { fields, at, isItem } = locateNull(answer, type, inside, run.plan.fields);
  const isFilled = ({ depth }: FieldAt): boolean => filled.has(JSON.stringify(inside.slice(0, depth + 1)));
  if (filled.size > 0 && fields.some(isFilled)) return true;
  if (at === undefined) return false;
  // The field that failed, and the one that a null inside of it has reached.
  const failed = fields.at(-1);
  const reached = fields.findLast(({ depth }) => depth <= at);
  if (failed === undefined || reached === undefined) return false;
  const candidates = failed === reached ? [failed] : [failed, reached];
  for (const field of candidates) {
    const rule = ruleOf(field, fetch.subgraph, run);
    const { policy, upstream = fetch.subgraph } = rule ?? {};
    if (rule === undefined || policy === undefined || policy.onError === 'null') continue;
    const place = inside.slice(0, field.depth + 1);
    if (policy.onError === 'omit' || policy.onError === 'fail') {
      const object = inside.slice(0, Math.min(field.depth, at + 1));
      const found = { failure, upstream, servedFrom: 'nothing', keys: [] } as const;
      for (const path of run.failures.placesOf(fetch, targets, place, question.located).slice(0, 1)) {
        const { onError } = policy;
        const about = new Set(targets.length > 0 ? targets : [run.root]);
        run.failures.demands.push({ ...found, path, onError, fetch, targets: about, inside: object });
      }
      return true;
    }
    if (isItem || field !== reached || field.object === undefined) continue;
    let value: unknown;
    let ageMs: number | undefined;
    let usableMs: number | undefined;
    if (policy.onError === 'default') value = placeDefault(policy.value, run.plan.fields);
    else if (policy.onError === 'lastGood') {
      const name = field.depth === 0 ? undefined : nameOfPlace(answer, type, place, run);
      if (field.depth > 0 && name === undefined) continue;
      const [found = []] = await recallLastGood(question, [representation], name, run);
      const { maxAgeMs } = policy;
      const fits = found.find(
        (one) => one.ageMs <= maxAgeMs && (name !== undefined || isIn(one.value, field.key)),
      );
      if (fits === undefined) continue;
      value = name === undefined && isDataObject(fits.value) ? fits.value[field.key] : fits.value;
      ageMs = fits.ageMs;
      usableMs = maxAgeMs - ageMs;
    }
    filled.set(JSON.stringify(place), { path: place, value });
    const servedFrom = lastGoodOf(rule) === undefined ? 'default' : 'lastGood';
    for (const path of run.failures.placesOf(fetch, targets, place, question.located)) {
      run.failures.degraded.push({ failure, upstream, servedFrom, ageMs, usableMs, path, keys: [] });
    }
    return true;
  }
  return false;
}

function isIn(value: unknown, key: string): boolean {
  return isDataObject(value) && Object.hasOwn(value, key);
}
