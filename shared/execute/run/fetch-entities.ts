import type { CompiledFetch, EntityGroups, EntityRequest } from '../../core/compiled-plan.ts';
import type { MissingData, SubgraphCall } from '../../core/degradation.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { placedTargets } from '../data/select-targets.ts';
import type { ResultFaults } from '../data/substitutes.ts';
import { callFailed, requestImpossible, responseFailed } from '../errors/call-failures.ts';
import type { Failures } from '../errors/failures.ts';
import { reportErrors } from '../errors/report-errors.ts';
import type { LoadEntities } from './entity-loader.ts';
import { EntityReads } from './entity-reads.ts';
import type { EntityResults } from './read-entities.ts';
import { canonicalResponse, receiverOf } from './receive-response.ts';
import { callOf, type Run, type Variables } from './run.ts';
import { writeRequest } from './write-request.ts';

/**
 * Executes an entity fetch: groups the objects at its path by their representations, requests each representation once, and
 * merges the results into the objects. Returns undefined if no request is needed.
 */
export function fetchEntities(
  fetch: CompiledFetch,
  entities: EntityRequest,
  run: Run,
): Promise<void> | undefined {
  if (fetch.contextArguments.length > 0) return fetchInContext(fetch, entities, run);
  return fetchGroups(fetch, entities, run.data.groupsOf(fetch, entities), run.variables, run);
}

function fetchGroups(
  fetch: CompiledFetch,
  entities: EntityRequest,
  groups: EntityGroups,
  variables: Variables,
  run: Run,
): Promise<void> | undefined {
  const { reuses, remembers } = entities;
  const memo = reuses || remembers ? run.context.scope.reads(EntityReads).memo : undefined;
  const remaining = (reuses && memo?.complete(groups, fetch, run.data)) || groups;
  if (!reuses) memo?.remember(groups);
  const pending =
    remaining.representations.length === 0
      ? undefined
      : fetchTargets(fetch, entities, remaining, variables, run);
  const { lacking } = groups;
  return lacking.length === 0 ? pending : fetchLacking(fetch, entities, lacking, variables, run, pending);
}

/** Requests objects that lack fields of the key: through a key conversion, or with fewer selections. */
async function fetchLacking(
  fetch: CompiledFetch,
  entities: EntityRequest,
  lacking: readonly DataObject[],
  variables: Variables,
  run: Run,
  besides: Promise<void> | undefined,
): Promise<void> {
  const { detours, otherwise } = entities;
  const instead = detours.length > 0 ? detours : otherwise;
  const pending = instead.map(
    (one) =>
      one.entities && fetchGroups(one, one.entities, one.entities.groupLacking(lacking), variables, run),
  );
  await Promise.all([besides, ...pending]);
  if (detours.length > 0) {
    await fetchGroups(fetch, { ...entities, detours: [] }, entities.groupLacking(lacking), variables, run);
  } else if (otherwise.length === 0 && run.failures.hasIncomplete()) {
    await requestImpossible(callOf(fetch, variables, run), lacking, run.failures);
  }
}

/** Arguments from enclosing objects may differ between objects: objects with equal arguments are requested together. */
async function fetchInContext(fetch: CompiledFetch, entities: EntityRequest, run: Run): Promise<void> {
  const groups = new Map<string, { variables: Record<string, unknown>; targets: DataObject[] }>();
  for (const { target, ancestors } of placedTargets(run.data.root, fetch.path)) {
    const own: Record<string, unknown> = {};
    for (const { variable, up, read } of fetch.contextArguments) {
      const from = up === 0 ? target : ancestors[up - 1];
      const value = from && read(from);
      if (value !== undefined) own[variable] = value;
    }
    const key = stringifyJson(own);
    const group = groups.get(key) ?? { variables: { ...run.variables, ...own }, targets: [] };
    group.targets.push(target);
    groups.set(key, group);
  }
  await Promise.all(
    [...groups.values()].map(({ variables, targets }) =>
      fetchGroups(fetch, entities, entities.group(targets), variables, run),
    ),
  );
}

async function fetchTargets(
  fetch: CompiledFetch,
  request: EntityRequest,
  groups: EntityGroups,
  variables: Variables,
  run: Run,
): Promise<void> {
  const call = callOf(fetch, variables, run);
  const { data, failures } = run;
  const { representations, targets } = groups;
  let results: EntityResults;
  try {
    results = await loaderFor(call, request, run)(representations);
  } catch (cause) {
    await callFailed(call, missingOf(groups), cause, failures);
    return;
  }
  const { entities, errors } = results;
  const faults = errors.size > 0 ? await resultFaults(call, groups, results, failures) : undefined;
  for (const [index, entity] of entities.entries()) {
    if (isDataObject(entity)) data.merge(fetch, targets[index] ?? [], entity, faults?.get(index));
  }
}

function loaderFor(call: SubgraphCall, { identity, recurs }: EntityRequest, run: Run): LoadEntities {
  const { fetch, variables, context } = call;
  const key = variables === '{' ? identity : `${identity}\n${variables}`;
  return context.scope.reads(EntityReads).loaders.loader(key, recurs, async (representations) => {
    const request = writeRequest(fetch, variables, representations);
    const receive = receiverOf(call, representations, run.failures.options.degradation);
    const response = await run.calls.fetch(fetch.subgraph, request, context, receive);
    run.data.isEscapeFree &&= response.isEscapeFree ?? false;
    return receive === undefined ? canonicalResponse(fetch, response) : response;
  });
}

/** Reports the errors, and returns the faults of the entities that have data, by the entity's index. */
async function resultFaults(
  call: SubgraphCall,
  groups: EntityGroups,
  { entities, errors }: EntityResults,
  failures: Failures,
): Promise<ReadonlyMap<number, ResultFaults>> {
  const faults = new Map<number, ResultFaults>();
  const missing = missingOf(groups);
  const faulty = Array.from(errors, ([index, about]) => {
    const { representation, targets = [] } = missing[index] ?? {};
    return { representation, result: entities[index], targets, errors: about };
  });
  if (entities.length === 0) {
    await responseFailed(call, missing, faulty, undefined, failures);
    return faults;
  }
  const located = failures.locate(
    call.fetch,
    faulty.flatMap(({ targets }) => targets),
  );
  const indexes = [...errors.keys()];
  for (const [at, one] of faulty.entries()) {
    if (isDataObject(one.result)) {
      const placed = await reportErrors(call, one, located, failures);
      faults.set(indexes[at] ?? 0, { errors: one.errors, placed });
    } else await responseFailed(call, [one], [one], located, failures);
  }
  return faults;
}

function missingOf({ representations, targets }: EntityGroups): MissingData[] {
  return representations.map((representation, index) => ({ representation, targets: targets[index] ?? [] }));
}
