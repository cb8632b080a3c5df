import type { CompiledFetch } from '../../core/compiled-plan.ts';
import { isDataObject } from '../../core/json/data-object.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { SubgraphResponse } from '../../core/upstream-calls.ts';
import { selectTargets } from '../data/select-targets.ts';
import { callFailed, responseFailed } from '../errors/call-failures.ts';
import { reportErrors } from '../errors/report-errors.ts';
import { writeCall } from '../write-call.ts';
import { canonicalResponse, receiverOf } from './receive-response.ts';
import { callOf, type Run } from './run.ts';
import { writeRequest } from './write-request.ts';

/** Fetches root fields: one call, whose data belongs to the objects at the fetch's path, most often the root. */
export async function fetchFields(fetch: CompiledFetch, run: Run): Promise<void> {
  const { calls, context, data, failures } = run;
  const targets = selectTargets(data.root, fetch.path).objects;
  if (targets.length === 0) return;
  const call = callOf(fetch, run.variables, run);
  const missing = [{ representation: undefined, targets }];
  const receive = receiverOf(call, undefined, failures.options.degradation);
  let response: SubgraphResponse;
  try {
    const request = writeRequest(fetch, call.variables);
    const send = (from: RequestContext): Promise<SubgraphResponse> =>
      calls.fetch(fetch.subgraph, request, from, receive);
    response = await (fetch.isMutation ? writeCall(context, send) : send(context));
  } catch (cause) {
    await callFailed(call, missing, cause, failures);
    return;
  }
  data.isEscapeFree &&= response.isEscapeFree ?? false;
  if (receive === undefined) response = canonicalResponse(fetch, response);
  const { data: result, errors = [] } = response;
  const faulty = { representation: undefined, result, targets, errors };
  if (!isDataObject(result)) {
    await responseFailed(call, missing, [faulty], undefined, failures);
    return;
  }
  const faults =
    errors.length > 0 ? { errors, placed: await reportErrors(call, faulty, undefined, failures) } : undefined;
  data.merge(fetch, targets, result, faults);
}
