import type { RequestContext } from '../../shared/core/request-context.ts';
import type { Send, UpstreamCall, UpstreamResponse } from '../../shared/upstream/upstream-call.ts';
import { requestContext } from './request-context.ts';

/** A read for calling one layer by itself. */
export function upstreamCall(
  context: Partial<RequestContext> = {},
  overrides: Partial<UpstreamCall> = {},
): UpstreamCall {
  return {
    method: 'POST',
    path: undefined,
    headers: { 'x-request-id': 'test-request' },
    body: '{"query":"{ x }"}',
    coordinate: 'Query.x',
    context: requestContext(context),
    tried: [],
    ...overrides,
  };
}

export function responseWith(
  status: number,
  { headers = {}, errorCodes = [] }: Partial<UpstreamResponse<unknown>> = {},
): UpstreamResponse<string> {
  return { status, headers, body: Buffer.from(''), content: `status ${status}`, errorCodes };
}

/** A call that reached the innermost layer, to be settled by the test. */
export interface PendingCall {
  readonly call: UpstreamCall;
  resolve(response: UpstreamResponse<string>): void;
  reject(error: unknown): void;
}

/** The innermost layer: holds every call until the test settles it. */
export function pendingCalls(): { readonly send: Send<string>; readonly calls: PendingCall[] } {
  const calls: PendingCall[] = [];
  const send: Send<string> = (call) =>
    new Promise((resolve, reject) => calls.push({ call, resolve, reject }));
  return { send, calls };
}

/** Resolves when everything that can happen without time passing has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
