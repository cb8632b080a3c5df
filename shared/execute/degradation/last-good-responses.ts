import { createHash } from 'node:crypto';
import type { CompiledFetch } from '../../core/compiled-plan.ts';
import type { RememberedValue } from '../../core/degradation.ts';
import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { SubgraphError, SubgraphResponse } from '../../core/upstream-calls.ts';
import type { Located } from '../errors/locate-entities.ts';
import { typeOfResult } from '../run/object-types.ts';
import { type EntityResults, readEntities } from '../run/read-entities.ts';
import type { Run } from '../run/run.ts';
import { type FetchRules, type LastGoodRecording, lastGoodOf } from './field-rules.ts';
import { visitPositions } from './nested-positions.ts';
import type { RecordLastGood } from './soft-deadline.ts';

/** One call of a subgraph. `variables`: JSON text without representations and the closing brace. */
export interface SubgraphCall {
  readonly fetch: CompiledFetch;
  readonly variables: string;
  /** The locations of the objects that errors are reported for, if known. */
  readonly located?: Located | undefined;
}

/** The store key of an entity's result, or of the value at one position in it. */
type KeyOf = (representation: string | undefined, position?: string) => string;

type Scope = Pick<Run, 'degradation' | 'context'>;

/** Values of one cache partition are not found by another. */
function keysOf(
  { fetch, variables }: SubgraphCall,
  { isShared }: LastGoodRecording,
  { degradation, context }: Scope,
): KeyOf {
  const partition = isShared ? [] : [degradation.cachePartitionOf(fetch.subgraph, context)];
  // Equal fetches share one call, and only the operation name of the first is known; that of another operation differs.
  const requested = fetch.entities?.identity ?? fetch.query;
  const text = JSON.stringify([partition, fetch.subgraph, requested, variables]);
  const prefix = createHash('sha256').update(text).digest('base64url');
  return (representation = '', position = '') => `${prefix} ${representation}\n${position}`;
}

/**
 * Returns a function that records the last good values of a response; undefined if none of the fetch's fields is recorded,
 * which is the common case and costs no more than this check. The function receives the response as the subgraph wrote it and
 * rewrites its data to the keys of the merged data: fields are stored under these.
 */
export function recordLastGood(
  call: SubgraphCall,
  representations: readonly string[] | undefined,
  run: Run,
): RecordLastGood | undefined {
  const { fetch } = call;
  const rules = run.rulesOf(fetch, run.plan.fields);
  if (rules.recordings.length === 0 || fetch.isMutation) return undefined;
  const renamed = ({ path, ...error }: SubgraphError): SubgraphError => ({
    ...error,
    ...(path && { path: path.map((step) => fetch.renamed.get(String(step)) ?? step) }),
  });
  return (response) => {
    rewriteData(fetch, response);
    const keys = rules.recordings.map((recording) => keysOf(call, recording, run));
    const record = (
      representation: string | undefined,
      result: unknown,
      errors: readonly SubgraphError[],
    ) => {
      if (!isDataObject(result) || errors.some(({ path }) => path === undefined)) return;
      for (const [index, recording] of rules.recordings.entries()) {
        const keyOf = keys[index];
        if (keyOf) recordResult(recording, (position) => keyOf(representation, position), result, errors);
      }

      function recordResult(
        { isShared, maxAgeMs }: LastGoodRecording,
        keyOf: (position?: string) => string,
        object: DataObject,
        about: readonly SubgraphError[],
      ): void {
        const { lastGood } = run.degradation;
        if (!lastGood.isDue(keyOf(), maxAgeMs)) return;
        const type = typeOfResult(object, representation);
        // This entry records the time, also if all recorded fields are nested deeper.
        lastGood.remember(keyOf(), pick(object, type, isShared, about, rules), maxAgeMs);
        visitPositions(object, type, rules.nested, about, run, (position, value, policy) => {
          if (policy.isShared === isShared) lastGood.remember(keyOf(position), value, policy.maxAgeMs);
        });
      }
    };
    if (representations === undefined) {
      record(undefined, response.data, (response.errors ?? []).map(renamed));
      return;
    }
    const { entities, errors } = entitiesIn(response, representations.length);
    for (const [index, representation] of representations.entries()) {
      record(representation, entities[index], (errors.get(index) ?? []).map(renamed));
    }
  };
}

/** Rewrites the data of a response to the keys of the merged data, where the planner had to use other keys. */
export function rewriteData({ entities, rewrite }: CompiledFetch, { data }: SubgraphResponse): void {
  if (isDataObject(data)) rewrite(entities === undefined ? data : own(data, '_entities'));
}

function pick(
  result: DataObject,
  type: string | undefined,
  isShared: boolean,
  errors: readonly SubgraphError[],
  rules: FetchRules,
): DataObject {
  const picked: DataObject = {};
  for (const { key, rule } of rules.of(type)) {
    const value = own(result, key);
    if (value === undefined || lastGoodOf(rule)?.isShared !== isShared) continue;
    if (!errors.some(({ path }) => path?.[0] === key)) setOwn(picked, key, value);
  }
  return picked;
}

const noEntities: EntityResults = { entities: [], errors: new Map() };

/** An unreadable response is reported by the fetch that waits for it. */
function entitiesIn(response: SubgraphResponse, count: number): EntityResults {
  const entities = isDataObject(response.data) ? own(response.data, '_entities') : undefined;
  return Array.isArray(entities) && entities.length === count ? readEntities(response, count) : noEntities;
}

/** Returns the recorded values of each representation: the shared ones, and those of the request's cache partition. */
export async function recallLastGood(
  call: SubgraphCall,
  representations: readonly (string | undefined)[],
  position: string | undefined,
  run: Run,
): Promise<readonly (readonly RememberedValue[])[]> {
  const { recordings } = run.rulesOf(call.fetch, run.plan.fields);
  const found = await Promise.all(
    recordings.map((recording) => {
      const keyOf = keysOf(call, recording, run);
      const keys = representations.map((representation) => keyOf(representation, position));
      return run.degradation.lastGood.recall(keys, recording.maxAgeMs);
    }),
  );
  return representations.map((_representation, index) => found.flatMap((values) => values[index] ?? []));
}
