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
import { eachPlace } from './nested-positions.ts';
import type { RecordLastGood } from './soft-deadline.ts';

/** One question to a subgraph. `variables`: JSON text without representations and the closing brace. */
export interface Question {
  readonly fetch: CompiledFetch;
  readonly variables: string;
  /** Where the objects of which something is to be told stand, if that is known. */
  readonly located?: Located | undefined;
}

/** Names what is kept of an answer: all that it has about an entity, or the value at one place in that. */
type KeyOf = (representation: string | undefined, place?: string) => string;

type Scope = Pick<Run, 'degradation' | 'context'>;

/** What one audience was told is not found by another. */
function keysOf(
  { fetch, variables }: Question,
  { isShared }: LastGoodRecording,
  { degradation, context }: Scope,
): KeyOf {
  const audience = isShared ? [] : [degradation.cachePartitionOf(fetch.subgraph, context)];
  // Fetches that ask the same share one call, of which only the first one's name is known; another operation's has another.
  const asked = fetch.entities?.identity ?? fetch.query;
  const question = JSON.stringify([audience, fetch.subgraph, asked, variables]);
  const prefix = createHash('sha256').update(question).digest('base64url');
  return (representation = '', place = '') => `${prefix} ${representation}\n${place}`;
}

/**
 * Undefined when none of the fetch's fields is kept: the common case, in which this is all that it costs. The function gets
 * an answer as the subgraph wrote it, and gives its data the keys of the merged data: fields are kept under these.
 */
export function recordLastGood(
  question: Question,
  representations: readonly string[] | undefined,
  run: Run,
): RecordLastGood | undefined {
  const { fetch } = question;
  const rules = run.rulesOf(fetch, run.plan.fields);
  if (rules.keepings.length === 0 || fetch.isMutation) return undefined;
  const renamed = ({ path, ...error }: SubgraphError): SubgraphError => ({
    ...error,
    ...(path && { path: path.map((step) => fetch.renamed.get(String(step)) ?? step) }),
  });
  return (response) => {
    rewriteData(fetch, response);
    const keys = rules.keepings.map((keeping) => keysOf(question, keeping, run));
    const keep = (representation: string | undefined, answer: unknown, errors: readonly SubgraphError[]) => {
      if (!isDataObject(answer) || errors.some(({ path }) => path === undefined)) return;
      for (const [index, keeping] of rules.keepings.entries()) {
        const keyOf = keys[index];
        if (keyOf) keepAnswer(keeping, (place) => keyOf(representation, place), answer, errors);
      }

      function keepAnswer(
        { isShared, maxAgeMs }: LastGoodRecording,
        keyOf: (place?: string) => string,
        object: DataObject,
        about: readonly SubgraphError[],
      ): void {
        const { lastGood } = run.degradation;
        if (!lastGood.isDue(keyOf(), maxAgeMs)) return;
        const type = typeOfResult(object, representation);
        // What is kept here tells when it was looked at, also where all that is wanted stands deeper.
        lastGood.remember(keyOf(), pick(object, type, isShared, about, rules), maxAgeMs);
        eachPlace(object, type, rules.nested, about, run, (place, value, policy) => {
          if (policy.isShared === isShared) lastGood.remember(keyOf(place), value, policy.maxAgeMs);
        });
      }
    };
    if (representations === undefined) {
      keep(undefined, response.data, (response.errors ?? []).map(renamed));
      return;
    }
    const { entities, errors } = answersIn(response, representations.length);
    for (const [index, representation] of representations.entries()) {
      keep(representation, entities[index], (errors.get(index) ?? []).map(renamed));
    }
  };
}

/** Gives the data of an answer the keys of the merged data, where the planner had to use others. */
export function rewriteData({ entities, rewrite }: CompiledFetch, { data }: SubgraphResponse): void {
  if (isDataObject(data)) rewrite(entities === undefined ? data : own(data, '_entities'));
}

function pick(
  answer: DataObject,
  type: string | undefined,
  isShared: boolean,
  errors: readonly SubgraphError[],
  rules: FetchRules,
): DataObject {
  const picked: DataObject = {};
  for (const { key, rule } of rules.of(type)) {
    const value = own(answer, key);
    if (value === undefined || lastGoodOf(rule)?.isShared !== isShared) continue;
    if (!errors.some(({ path }) => path?.[0] === key)) setOwn(picked, key, value);
  }
  return picked;
}

const noAnswers: EntityResults = { entities: [], errors: new Map() };

/** What cannot be read is told by whoever waits for it. */
function answersIn(response: SubgraphResponse, count: number): EntityResults {
  const entities = isDataObject(response.data) ? own(response.data, '_entities') : undefined;
  return Array.isArray(entities) && entities.length === count ? readEntities(response, count) : noAnswers;
}

/** For each representation what was kept about it, for everybody and for this audience. */
export async function recallLastGood(
  question: Question,
  representations: readonly (string | undefined)[],
  place: string | undefined,
  run: Run,
): Promise<readonly (readonly RememberedValue[])[]> {
  const { keepings } = run.rulesOf(question.fetch, run.plan.fields);
  const found = await Promise.all(
    keepings.map((keeping) => {
      const keyOf = keysOf(question, keeping, run);
      const keys = representations.map((representation) => keyOf(representation, place));
      return run.degradation.lastGood.recall(keys, keeping.maxAgeMs);
    }),
  );
  return representations.map((_representation, index) => found.flatMap((values) => values[index] ?? []));
}
