import type { CompiledFetch } from '../core/compiled-plan.ts';
import { isDataObject } from '../core/data-object.ts';
import { collectTargets } from './collect-targets.ts';
import { contextOfWrite } from './context-of-write.ts';
import { mergeData } from './merge-data.ts';
import type { Run } from './run.ts';
import { writeRequest, writeVariables } from './write-request.ts';

/** A fetch of root fields: one call, whose data belongs to the objects at the fetch's path, most often the root. */
export async function fetchFields(fetch: CompiledFetch, run: Run): Promise<void> {
  const { context, failures, fetchSubgraph, plan, root, showsMessages, variables } = run;
  const targets = collectTargets(root, fetch.path).objects;
  if (targets.length === 0) return;
  try {
    const { data, errors = [] } = await fetchSubgraph(
      fetch.subgraph,
      writeRequest(fetch, writeVariables(fetch, variables)),
      fetch.isMutation ? contextOfWrite(context) : context,
    );
    for (const error of errors) failures.reported(fetch, error, showsMessages(fetch.subgraph), []);
    if (!isDataObject(data)) return;
    fetch.rewrite(data);
    run.grouped.clear();
    for (const target of targets) mergeData(target, data, plan.isObjectType);
  } catch (cause) {
    failures.callFailed(fetch, cause, context.requestId);
  }
}
