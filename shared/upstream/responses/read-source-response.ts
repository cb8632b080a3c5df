import type { TransportResponse } from '../transport/http-exchange.ts';
import type { UpstreamAnswer } from '../upstream-call.ts';

/** What the body means, and which status is a failure, only the connector knows. */
export function readSourceAnswer({ status, headers, body }: TransportResponse): UpstreamAnswer<Buffer> {
  return { status, headers, body, content: body, errorCodes: [] };
}
