import { request } from 'undici';
import { FrontageError } from '../../shared/core/errors.ts';
import type { FetchSource } from '../../shared/core/upstream-calls.ts';

/** Calls the base URL that `baseURLs` has for `subgraph.source`, without any layer in between. */
export function fetchSourceAt(baseURLs: ReadonlyMap<string, string>): FetchSource {
  return async ({ subgraph, source }, { method, path, headers, body }, { cancellation }) => {
    const aborter = new AbortController();
    cancellation.add(() => aborter.abort());
    const { signal } = aborter;
    const url = `${baseURLs.get(`${subgraph}.${source}`)}${path}`;
    try {
      const response = await request(url, { method, headers, body: body ?? null, signal });
      const lowerCase = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      return {
        status: response.statusCode,
        headers: Object.fromEntries(lowerCase),
        body: Buffer.from(await response.body.arrayBuffer()),
        maxDepth: 64,
      };
    } catch (cause) {
      throw new FrontageError('SUBGRAPH_UNAVAILABLE', { cause });
    }
  };
}
