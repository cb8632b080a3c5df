import { createHash } from 'node:crypto';
import type { RecordResult, SubgraphCall } from '../../core/degradation.ts';
import { type DataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { LastGood, RememberedValue } from '../last-good.ts';
import { type FetchRules, type LastGoodRecording, lastGoodOf, type RulesOfFetch } from './field-rules.ts';
import { visitPositions } from './nested-positions.ts';
import { typeOfResult } from './object-types.ts';

/** The last good values by the results of calls that contained them. */
export interface LastGoodResults {
  /** Undefined if none of the fetch's fields is recorded: no more than this check is then done. */
  recorderOf(call: SubgraphCall): RecordResult | undefined;
  /** Returns the recorded values of each representation: the shared ones, and those of the request's cache partition. */
  recall(
    call: SubgraphCall,
    representations: readonly (string | undefined)[],
    position: string | undefined,
  ): Promise<readonly (readonly RememberedValue[])[]>;
}

export interface LastGoodResultsOptions {
  readonly rulesOf: RulesOfFetch;
  readonly lastGood: LastGood;
  /** Equal for requests that may share responses of this upstream. */
  cachePartitionOf(upstream: string, context: RequestContext): string;
}

/** The store key of a result, or of the value at one position in it. */
type KeyOf = (representation: string | undefined, position?: string) => string;

interface KeyedRecording extends LastGoodRecording {
  readonly keyOf: KeyOf;
}

export function createLastGoodResults(options: LastGoodResultsOptions): LastGoodResults {
  const { rulesOf, lastGood } = options;

  /** Values of one cache partition are not found by another. */
  function keysOf({ fetch, variables, context }: SubgraphCall, { isShared }: LastGoodRecording): KeyOf {
    const partition = isShared ? [] : [options.cachePartitionOf(fetch.subgraph, context)];
    // Equal fetches share one call, and only the operation name of the first is known; that of another operation differs.
    const requested = fetch.entities?.identity ?? fetch.query;
    const text = JSON.stringify([partition, fetch.subgraph, requested, variables]);
    const prefix = createHash('sha256').update(text).digest('base64url');
    return (representation = '', position = '') => `${prefix} ${representation}\n${position}`;
  }

  return {
    recorderOf(call) {
      const { fetch, fields } = call;
      const rules = rulesOf(fetch, fields);
      const { recordings } = rules;
      if (recordings.length === 0) return undefined;
      let keyed: readonly KeyedRecording[] | undefined;
      return (result, errors) => {
        if (errors.some(({ path }) => path === undefined)) return;
        keyed ??= recordings.map((recording) => ({ ...recording, keyOf: keysOf(call, recording) }));
        const { representation, data } = result;
        for (const { isShared, maxAgeMs, keyOf } of keyed) {
          const key = keyOf(representation);
          if (!lastGood.isDue(key, maxAgeMs)) continue;
          const type = typeOfResult(result);
          // This entry records the time, also if all recorded fields are nested deeper.
          lastGood.remember(key, pick(data, type, isShared, errors, rules), maxAgeMs);
          visitPositions(data, type, rules, errors, fields, (position, value, policy) => {
            if (policy.isShared !== isShared) return;
            lastGood.remember(keyOf(representation, position), value, policy.maxAgeMs);
          });
        }
      };
    },
    async recall(call, representations, position) {
      const { recordings } = rulesOf(call.fetch, call.fields);
      const found = await Promise.all(
        recordings.map((recording) => {
          const keyOf = keysOf(call, recording);
          const keys = representations.map((representation) => keyOf(representation, position));
          return lastGood.recall(keys, recording.maxAgeMs);
        }),
      );
      return representations.map((_representation, index) => found.flatMap((values) => values[index] ?? []));
    },
  };
}

/** The recorded fields of a result that no error is about. */
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
