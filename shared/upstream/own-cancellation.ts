import type { Cancellation } from '../core/runtime/cancellation.ts';
import type { UpstreamCall } from './upstream-call.ts';

/** The same call, to be given up by itself. */
export function withCancellation(call: UpstreamCall, cancellation: Cancellation): UpstreamCall {
  return { ...call, context: { ...call.context, cancellation } };
}
