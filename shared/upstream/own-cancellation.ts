import type { Cancellation } from '../core/runtime/cancellation.ts';
import type { UpstreamCall } from './upstream-call.ts';

/** Returns a copy of the call that can be cancelled separately. */
export function withCancellation(call: UpstreamCall, cancellation: Cancellation): UpstreamCall {
  return { ...call, context: { ...call.context, cancellation } };
}
