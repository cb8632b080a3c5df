import type { TransportResponse } from '../transport/http-exchange.ts';
import type { UpstreamResponse } from '../upstream-call.ts';

/** Leaves the body unread: only the connector knows its meaning, and which status is a failure. */
export function readSourceResponse({ status, headers, body }: TransportResponse): UpstreamResponse<Buffer> {
  return { status, headers, body, content: body, errorCodes: [] };
}
