import type { ServerResponse } from 'node:http';
import type { ServiceResponse } from './call.ts';

export function send(response: ServerResponse, { status, headers, body }: ServiceResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
