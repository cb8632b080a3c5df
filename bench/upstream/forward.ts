import { request as send } from 'undici';
import type { UpstreamResponse } from './recorder.ts';
import type { UpstreamRequest } from './request-reader.ts';

/** Forwards requests that the recorder has not seen to a running service. */
export function buildForwarder(origin: string): (request: UpstreamRequest) => Promise<UpstreamResponse> {
  return async ({ method, path, body }) => {
    const response = await send(`${origin}${path}`, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: method === 'POST' ? body : null,
    });
    return {
      status: response.statusCode,
      contentType: String(response.headers['content-type'] ?? 'application/json'),
      body: await response.body.text(),
    };
  };
}
