import type { TransportResponse } from '../transport/http-exchange.ts';
import type { UpstreamResponse } from '../upstream-call.ts';

/** What the body means, and which status is a failure, only the connector knows. */
export function readSourceResponse({ status, headers, body }: TransportResponse): UpstreamResponse<Buffer> {
  return { status, headers, body, content: body, errorCodes: [] };
}
