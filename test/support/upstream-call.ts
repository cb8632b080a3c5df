import type { RequestContext } from '../../shared/core/request-context.ts';
import type { UpstreamCall } from '../../shared/upstream/upstream-call.ts';
import { requestContext } from './request-context.ts';

/** A call of a subgraph, as the outermost layer of an upstream is given it. */
export function upstreamCall(context: Partial<RequestContext> = {}): UpstreamCall {
  return {
    method: 'POST',
    path: undefined,
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ x }"}',
    coordinate: '',
    context: requestContext(context),
    tried: [],
  };
}
