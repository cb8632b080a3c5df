import type { CompiledFetch, EntityGroups, EntityRequest } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { applyFallbacksToIncomplete, type FailedTargets } from '../degradation/apply-fallbacks.ts';
import { applyFieldFallbacks } from '../degradation/apply-field-fallbacks.ts';
import { markIncomplete } from '../degradation/incomplete-objects.ts';
import { recordLastGood, rewriteData, type SubgraphCall } from '../degradation/last-good-responses.ts';
import type { LoadEntities } from './entity-loader.ts';
import { EntityReads } from './entity-reads.ts';
import { callFailed, responseFailed } from './fetch-failed.ts';
import { mergeEqualEntities } from './merge-equal-entities.ts';
import { mergeResponse, type ResponseFaults } from './merge-response.ts';
import type { EntityResults } from './read-entities.ts';
import type { Run } from './run.ts';
import { placedTargets, selectTargets } from './select-targets.ts';
import { writeRequest, writeVariables } from './write-request.ts';

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
  return fetchGroups(fetch, entities, groupsOf(fetch, entities, run), run.variables, run);
}

function groupsOf({ path, place }: CompiledFetch, entities: EntityRequest, run: Run): EntityGroups {
  const known = run.grouped.get(entities.grouping);
  if (known !== undefined) return known;
  const found = selectTargets(run.root, path);
  const groups = entities.group(found.objects);
  const unified =
    run.plan.mayUnify && !isAwaited(place, run) ? mergeEqualEntities(groups, found, run.substitutes) : groups;
  // Other groups may refer to objects that are no longer in the data.
  if (unified !== groups) run.grouped.clear();
  run.grouped.set(entities.grouping, unified);
  return unified;
}

/** Whether a response for objects at or below this position is pending: they must stay in the data until it arrives. */
function isAwaited(place: string, { inFlight, plan }: Run): boolean {
  if (plan.sharesObjects) return inFlight.size > 0;
  for (const fetch of inFlight) if (fetch.place.startsWith(place)) return true;
  return false;
}

function fetchGroups(
  fetch: CompiledFetch,
  entities: EntityRequest,
  groups: EntityGroups,
  variables: Run['variables'],
  run: Run,
): Promise<void> | undefined {
  const { reuses, remembers } = entities;
  const memo = reuses || remembers ? run.context.scope.reads(EntityReads).memo : undefined;
  const remaining = (reuses && memo?.complete(groups, fetch, run.substitutes)) || groups;
  if (!reuses) memo?.remember(groups);
  if (remaining !== groups) run.grouped.clear();
  const asked =
    remaining.representations.length === 0
      ? undefined
      : fetchTargets(fetch, entities, remaining, variables, run);
  const { lacking } = groups;
  return lacking.length === 0 ? asked : fetchLacking(fetch, entities, lacking, variables, run, asked);
}

/** Requests objects that lack fields of the key: through a key conversion, or with fewer selections. */
async function fetchLacking(
  fetch: CompiledFetch,
  entities: EntityRequest,
  lacking: readonly DataObject[],
  variables: Run['variables'],
  run: Run,
  besides: Promise<void> | undefined,
): Promise<void> {
  const { detours, otherwise } = entities;
  const instead = detours.length > 0 ? detours : otherwise;
  const asked = instead.map(
    (one) =>
      one.entities && fetchGroups(one, one.entities, one.entities.groupLacking(lacking), variables, run),
  );
  await Promise.all([besides, ...asked]);
  if (detours.length > 0) {
    await fetchGroups(fetch, { ...entities, detours: [] }, entities.groupLacking(lacking), variables, run);
  } else if (otherwise.length === 0 && (run.incomplete.size > 0 || run.nullsAboveFailures.length > 0)) {
    markIncomplete(run);
    await applyFallbacksToIncomplete({ fetch, variables: '' }, lacking, run);
  }
}

/** Arguments from enclosing objects may differ between objects: objects with equal arguments are requested together. */
async function fetchInContext(fetch: CompiledFetch, entities: EntityRequest, run: Run): Promise<void> {
  const groups = new Map<string, { variables: Record<string, unknown>; targets: DataObject[] }>();
  for (const { target, ancestors } of placedTargets(run.root, fetch.path)) {
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

function loaderFor(
  { fetch, variables: written }: SubgraphCall,
  { identity, recurs }: EntityRequest,
  run: Run,
): LoadEntities {
  const key = written === '{' ? identity : `${identity}\n${written}`;
  return run.context.scope.reads(EntityReads).loaders.loader(key, recurs, async (representations) => {
    const request = writeRequest(fetch, written, representations);
    const keep = recordLastGood({ fetch, variables: written }, representations, run);
    const response = await run.calls.fetch(fetch.subgraph, request, run.context, keep);
    run.isEscapeFree &&= response.isEscapeFree ?? false;
    if (keep === undefined) rewriteData(fetch, response);
    return response;
  });
}

async function fetchTargets(
  fetch: CompiledFetch,
  request: EntityRequest,
  groups: EntityGroups,
  variables: Readonly<Record<string, unknown>>,
  run: Run,
): Promise<void> {
  const question = { fetch, variables: writeVariables(fetch, variables) };
  const { representations, targets } = groups;
  let answers: EntityResults;
  try {
    answers = await loaderFor(question, request, run)(representations);
  } catch (cause) {
    await callFailed(question, failedTargetsOf(groups), cause, run);
    return;
  }
  const { entities, errors } = answers;
  const faults = errors.size > 0 ? await reportErrors(question, groups, answers, run) : undefined;
  run.grouped.clear();
  for (const [index, entity] of entities.entries()) {
    if (isDataObject(entity)) mergeResponse(fetch, targets[index] ?? [], entity, faults?.get(index), run);
  }
}

/** Reports the errors, and returns the faults of the entities that have data, by the entity's index. */
async function reportErrors(
  question: SubgraphCall,
  groups: EntityGroups,
  { entities, errors }: EntityResults,
  run: Run,
): Promise<ReadonlyMap<number, ResponseFaults>> {
  const faults = new Map<number, ResponseFaults>();
  const failed = failedTargetsOf(groups);
  const faulty = Array.from(errors, ([index, about]) => {
    const { representation, targets = [] } = failed[index] ?? {};
    return { representation, result: entities[index], targets, errors: about };
  });
  if (entities.length === 0) {
    await responseFailed(question, failed, faulty, true, run);
    return faults;
  }
  const targets = faulty.flatMap((one) => one.targets);
  const located = { ...question, located: run.failures.locate(question.fetch, targets) };
  const indexes = [...errors.keys()];
  for (const [at, one] of faulty.entries()) {
    if (isDataObject(one.result)) {
      const placed = await applyFieldFallbacks(located, one, run);
      faults.set(indexes[at] ?? 0, { errors: one.errors, placed });
    } else await responseFailed(located, [one], [one], false, run);
  }
  return faults;
}

function failedTargetsOf({ representations, targets }: EntityGroups): FailedTargets[] {
  return representations.map((representation, index) => ({ representation, targets: targets[index] ?? [] }));
}
