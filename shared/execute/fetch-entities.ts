import type { CompiledFetch, EntityRequest } from '../core/compiled-plan.ts';
import type { DataObject } from '../core/data-object.ts';
import { collectTargets, placedTargets } from './collect-targets.ts';
import type { LoadEntity } from './entity-loader.ts';
import type { TargetsByRepresentation } from './known-entities.ts';
import { mergeData } from './merge-data.ts';
import type { Run } from './run.ts';
import { writeRequest, writeVariables } from './write-request.ts';

/**
 * A fetch about entities: the objects at its path are told apart by their representations, asked about once each, and
 * given what came back.
 */
export async function fetchEntities(fetch: CompiledFetch, entities: EntityRequest, run: Run): Promise<void> {
  if (fetch.contextArguments.length > 0) return fetchInContext(fetch, entities, run);
  await fetchFor(fetch, entities, collectTargets(run.root, fetch.path), run);
}

async function fetchFor(
  fetch: CompiledFetch,
  entities: EntityRequest,
  objects: readonly DataObject[],
  run: Run,
): Promise<void> {
  const { groups, lacking } = byRepresentation(objects, entities);
  const rest = lacking.length === 0 ? undefined : fetchLacking(fetch, entities, lacking, run);
  const unknown = run.known.complete(groups, fetch, entities);
  if (unknown.size > 0)
    await fetchTargets(fetch, unknown, loaderFor(fetch, entities, run, run.variables), run);
  await rest;
}

/** Objects that cannot be asked about as they are: by way of another key, or for less. */
async function fetchLacking(
  fetch: CompiledFetch,
  entities: EntityRequest,
  objects: readonly DataObject[],
  run: Run,
): Promise<void> {
  const { detours, otherwise } = entities;
  const instead = detours.length > 0 ? detours : otherwise;
  await Promise.all(instead.map((one) => one.entities && fetchFor(one, one.entities, objects, run)));
  if (detours.length > 0) await fetchFor(fetch, { ...entities, detours: [] }, objects, run);
}

/** Arguments from enclosing objects may differ from object to object: those with equal ones are asked about together. */
async function fetchInContext(fetch: CompiledFetch, entities: EntityRequest, run: Run): Promise<void> {
  const groups = new Map<string, { variables: Record<string, unknown>; targets: DataObject[] }>();
  for (const { target, ancestors } of placedTargets(run.root, fetch.path)) {
    const own: Record<string, unknown> = {};
    for (const { variable, up, read } of fetch.contextArguments) {
      const from = up === 0 ? target : ancestors[up - 1];
      const value = from && read(from);
      if (value !== undefined) own[variable] = value;
    }
    const key = JSON.stringify(own);
    const group = groups.get(key) ?? { variables: { ...run.variables, ...own }, targets: [] };
    group.targets.push(target);
    groups.set(key, group);
  }
  await Promise.all(
    [...groups.values()].map(({ variables, targets }) =>
      fetchTargets(
        fetch,
        byRepresentation(targets, entities).groups,
        loaderFor(fetch, entities, run, variables),
        run,
      ),
    ),
  );
}

/** `lacking` are the objects that cannot be asked about. */
function byRepresentation(
  targets: readonly DataObject[],
  { representationOf }: EntityRequest,
): { groups: TargetsByRepresentation; lacking: DataObject[] } {
  const groups = new Map<string, DataObject[]>();
  const lacking: DataObject[] = [];
  for (const target of targets) {
    const representation = representationOf(target);
    const group = representation === undefined ? lacking : groups.get(representation);
    if (group !== undefined) group.push(target);
    else if (representation !== undefined) groups.set(representation, [target]);
  }
  return { groups, lacking };
}

function loaderFor(
  fetch: CompiledFetch,
  { identity }: EntityRequest,
  { loaders, fetchSubgraph, context }: Run,
  variables: Readonly<Record<string, unknown>>,
): LoadEntity {
  return loaders.loader(`${identity}\n${writeVariables(fetch, variables)}`, async (representations) => {
    const response = await fetchSubgraph(
      fetch.subgraph,
      writeRequest(fetch, variables, representations),
      context,
    );
    if (response.data) fetch.rewrite(response.data['_entities']);
    return response;
  });
}

async function fetchTargets(
  fetch: CompiledFetch,
  targets: TargetsByRepresentation,
  load: LoadEntity,
  { failures, plan, showsMessages, context }: Run,
): Promise<void> {
  const showMessage = showsMessages(fetch.subgraph);
  try {
    await Promise.all(
      [...targets].map(async ([representation, objects]) => {
        const { entity, errors } = await load(representation);
        for (const error of errors) {
          failures.reported(fetch, error, showMessage, error.path === undefined ? [] : objects);
        }
        if (entity !== null) for (const object of objects) mergeData(object, entity, plan.isObjectType);
      }),
    );
  } catch (cause) {
    failures.callFailed(fetch, cause, context.requestId);
  }
}
