import type { FieldRule } from '../../core/degradation.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { Path } from '../errors/error-collector.ts';
import { type Failure, failureOfReported } from '../errors/failure.ts';
import { maskSubgraphError } from '../errors/mask-subgraph-error.ts';
import { typeOfResult } from '../run/object-types.ts';
import type { Run } from '../run/run.ts';
import { lastGoodOf } from './field-rules.ts';
import { nullAboveFailure } from './incomplete-objects.ts';
import { recallLastGood, type SubgraphCall } from './last-good-responses.ts';
import { type FieldAt, locateNull } from './locate-null.ts';
import { nameOfPosition } from './nested-positions.ts';
import { placeDefault } from './place-default.ts';
import type { LocatedValue } from './substitutes.ts';

/** The data that a subgraph returned for an object, and the errors about it. */
export interface FaultyResult {
  readonly representation: string | undefined;
  /** As received, before it is merged. */
  readonly result: unknown;
  /** The objects that the result is for; empty for all objects at the fetch's path. */
  readonly targets: readonly DataObject[];
  /** Their paths begin at the object. */
  readonly errors: readonly SubgraphError[];
}

/**
 * Reports the errors of a result, and returns the declared substitutes for the fields that they made null. `isReported`: the
 * degraded data is reported already. `missing`: the keys that stay without a value in an entity for which no data was returned.
 */
export async function applyFieldFallbacks(
  call: SubgraphCall,
  faulty: FaultyResult,
  run: Run,
  isReported = false,
  missing: readonly string[] = call.fetch.brings,
): Promise<readonly LocatedValue[]> {
  if (run.context.cancellation.isCancelled) return [];
  const { fetch } = call;
  const filled = new Map<string, LocatedValue>();
  for (const error of faulty.errors) {
    const masked = maskSubgraphError(error, fetch.subgraph, run.showsMessages(fetch.subgraph));
    const inside = (masked.path ?? []).map((step) => fetch.renamed.get(String(step)) ?? step);
    const targets = error.path === undefined ? [] : faulty.targets;
    const places = run.failures.placesOf(fetch, targets, inside, call.located);
    // Other subgraphs may know the entity: only the fields of this subgraph are missing.
    const isAboutEntity =
      fetch.entities !== undefined &&
      targets.length > 0 &&
      !isDataObject(faulty.result) &&
      inside.length === 0;
    const keys = isAboutEntity ? missing : [];
    const failure = failureOfReported(masked, error.extensions?.['retryAfterMs']);
    if (failure !== undefined && (await substitute(call, faulty, inside, failure, filled, run))) continue;
    run.failures.wrong(masked, places, keys);
    const upstream = upstreamOf(call, faulty, inside, run);
    const nullPath = nullAboveFailure(faulty.result, inside);
    if (nullPath !== undefined) {
      const refusal = { ...masked, code: 'DOWNSTREAM_SERVICE_ERROR', retryAfterMs: undefined } as const;
      const { targets } = faulty;
      run.nullsAboveFailures.push({
        fetch,
        targets,
        inside: nullPath,
        upstream,
        failure: failure ?? refusal,
      });
    }
    if (failure === undefined || isReported) continue;
    for (const path of places) {
      run.failures.degraded.push({ failure, upstream, servedFrom: 'nothing', path, keys });
    }
  }
  return [...filled.values()];
}

function upstreamOf(call: SubgraphCall, faulty: FaultyResult, inside: Path, run: Run): string {
  const { subgraph } = call.fetch;
  const { result, representation } = faulty;
  if (!isDataObject(result)) return subgraph;
  const field = locateNull(result, typeOfResult(result, representation), inside, run.plan.fields).fields.at(
    -1,
  );
  return field === undefined ? subgraph : (ruleOf(field, subgraph, run)?.upstream ?? subgraph);
}

function ruleOf({ type, name }: FieldAt, subgraph: string, run: Run): FieldRule | undefined {
  return type === undefined ? undefined : run.degradation.rules.ruleFor(type, name, subgraph);
}

/** Applies a declared policy instead of the error. Returns whether there is one. */
async function substitute(
  call: SubgraphCall,
  { result, representation, targets }: FaultyResult,
  inside: Path,
  failure: Failure,
  filled: Map<string, LocatedValue>,
  run: Run,
): Promise<boolean> {
  if (!isDataObject(result) || inside.length === 0) return false;
  const { fetch } = call;
  const type = typeOfResult(result, representation);
  const { fields, at, isItem } = locateNull(result, type, inside, run.plan.fields);
  const isFilled = ({ depth }: FieldAt): boolean => filled.has(JSON.stringify(inside.slice(0, depth + 1)));
  if (filled.size > 0 && fields.some(isFilled)) return true;
  if (at === undefined) return false;
  // The field that failed, and the field that the null was propagated to.
  const failed = fields.at(-1);
  const reached = fields.findLast(({ depth }) => depth <= at);
  if (failed === undefined || reached === undefined) return false;
  const candidates = failed === reached ? [failed] : [failed, reached];
  for (const field of candidates) {
    const rule = ruleOf(field, fetch.subgraph, run);
    const { policy, upstream = fetch.subgraph } = rule ?? {};
    if (rule === undefined || policy === undefined || policy.onError === 'null') continue;
    const path = inside.slice(0, field.depth + 1);
    if (policy.onError === 'omit' || policy.onError === 'fail') {
      const object = inside.slice(0, Math.min(field.depth, at + 1));
      const found = { failure, upstream, servedFrom: 'nothing', keys: [] } as const;
      for (const location of run.failures.placesOf(fetch, targets, path, call.located).slice(0, 1)) {
        const { onError } = policy;
        const about = new Set(targets.length > 0 ? targets : [run.root]);
        run.failures.effects.push({
          ...found,
          path: location,
          onError,
          fetch,
          targets: about,
          inside: object,
        });
      }
      return true;
    }
    if (isItem || field !== reached || field.object === undefined) continue;
    let value: unknown;
    let ageMs: number | undefined;
    let usableMs: number | undefined;
    if (policy.onError === 'default') value = placeDefault(policy.value, run.plan.fields);
    else if (policy.onError === 'lastGood') {
      const name = field.depth === 0 ? undefined : nameOfPosition(result, type, path, run);
      if (field.depth > 0 && name === undefined) continue;
      const [found = []] = await recallLastGood(call, [representation], name, run);
      const { maxAgeMs } = policy;
      const usable = found.find(
        (one) => one.ageMs <= maxAgeMs && (name !== undefined || isIn(one.value, field.key)),
      );
      if (usable === undefined) continue;
      value = name === undefined && isDataObject(usable.value) ? usable.value[field.key] : usable.value;
      ageMs = usable.ageMs;
      usableMs = maxAgeMs - ageMs;
    }
    filled.set(JSON.stringify(path), { path, value });
    const servedFrom = lastGoodOf(rule) === undefined ? 'default' : 'lastGood';
    for (const location of run.failures.placesOf(fetch, targets, path, call.located)) {
      run.failures.degraded.push({
        failure,
        upstream,
        servedFrom,
        ageMs,
        usableMs,
        path: location,
        keys: [],
      });
    }
    return true;
  }
  return false;
}

function isIn(value: unknown, key: string): boolean {
  return isDataObject(value) && Object.hasOwn(value, key);
}
