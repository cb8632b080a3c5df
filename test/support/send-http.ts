import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpMessage {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent in chunks unless `headers` has a content-length. */
  readonly body?: string;
  /** Whether the body never ends. */
  readonly isOpen?: boolean;
}

/** Sends one HTTP request with exactly these headers, on a connection of its own. */
export function sendHttp(
  url: string,
  { method = 'GET', headers = {}, body, isOpen = false }: HttpMessage,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const { statusCode = 0 } = response;
      text(response).then((body) => {
        resolve({ status: statusCode, headers: response.headers, text: body });
        outgoing.destroy();
      }, reject);
    });
    if (body !== undefined) outgoing.write(body);
    if (isOpen) outgoing.flushHeaders();
    else outgoing.end();
  });
}
