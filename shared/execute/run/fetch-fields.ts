import type { CompiledFetch } from '../../core/compiled-plan.ts';
import { isDataObject } from '../../core/json/data-object.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { SubgraphResponse } from '../../core/upstream-calls.ts';
import { applyFieldFallbacks } from '../degradation/apply-field-fallbacks.ts';
import { recordLastGood, rewriteData } from '../degradation/last-good-responses.ts';
import { writeCall } from '../write-call.ts';
import { callFailed, responseFailed } from './fetch-failed.ts';
import { mergeResponse } from './merge-response.ts';
import type { Run } from './run.ts';
import { selectTargets } from './select-targets.ts';
import { writeRequest, writeVariables } from './write-request.ts';

/** Fetches root fields: one call, whose data belongs to the objects at the fetch's path, most often the root. */
export async function fetchFields(fetch: CompiledFetch, run: Run): Promise<void> {
  const { calls, context, root, variables } = run;
  const targets = selectTargets(root, fetch.path).objects;
  if (targets.length === 0) return;
  const question = { fetch, variables: writeVariables(fetch, variables) };
  const failed = [{ representation: undefined, targets }];
  const keep = recordLastGood(question, undefined, run);
  let response: SubgraphResponse;
  try {
    const request = writeRequest(fetch, question.variables);
    const call = (from: RequestContext): Promise<SubgraphResponse> =>
      calls.fetch(fetch.subgraph, request, from, keep);
    response = await (fetch.isMutation ? writeCall(context, call) : call(context));
  } catch (cause) {
    await callFailed(question, failed, cause, run);
    return;
  }
  const { data, errors = [], isEscapeFree = false } = response;
  run.isEscapeFree &&= isEscapeFree;
  const faulty = { representation: undefined, result: data, targets, errors };
  if (!isDataObject(data)) {
    await responseFailed(question, failed, [faulty], true, run);
    return;
  }
  if (keep === undefined) rewriteData(fetch, response);
  const faults =
    errors.length > 0 ? { errors, placed: await applyFieldFallbacks(question, faulty, run) } : undefined;
  mergeResponse(fetch, targets, data, faults, run);
  run.grouped.clear();
}
