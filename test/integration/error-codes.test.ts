import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';
import { type ErrorCode, loadSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

interface Refusal {
  readonly what: string;
  readonly request: RequestInit & { readonly path?: string };
  readonly status: number;
  readonly code: ErrorCode;
}

const json = { 'content-type': 'application/json' };
const postOf = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...json, ...headers },
  body: JSON.stringify(body),
});

/** Requests that are refused before any upstream call, most of them by Apollo Server. */
const refusals: readonly Refusal[] = [
  { what: 'a syntax error', request: postOf({ query: '{' }), status: 400, code: 'GRAPHQL_PARSE_FAILED' },
  {
    what: 'an unknown field',
    request: postOf({ query: '{ nothing }' }),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'introspection while it is disabled',
    request: postOf({ query: '{ __schema { queryType { name } } }' }),
    status: 400,
    code: 'INTROSPECTION_DISABLED',
  },
  {
    what: 'several operations without operationName',
    request: postOf({ query: 'query A { __typename } query B { __typename }' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    what: 'an operationName that does not exist',
    request: postOf({ query: 'query A { __typename }', operationName: 'B' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    what: 'a missing variable',
    request: postOf({ query: 'query A($id: ID!) { product(id: $id) { id } }' }),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  { what: 'a body without a query', request: postOf({ query: '' }), status: 400, code: 'BAD_REQUEST' },
  {
    what: 'a persisted query',
    request: postOf({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }),
    status: 200,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  {
    what: 'a GET that a page of another site could send',
    request: { path: '/graphql?query={__typename}', headers: { cookie: 'session=1' } },
    status: 403,
    code: 'CSRF_REJECTED',
  },
  {
    what: 'a mutation by GET',
    request: { path: '/graphql?query=mutation{cancelOrder(id:1){id}}', headers: json },
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  },
  {
    what: 'an Accept header without JSON',
    request: postOf({ query: '{ __typename }' }, { accept: 'text/html' }),
    status: 406,
    code: 'NOT_ACCEPTABLE',
  },
  {
    what: 'a GET with a content type other than JSON',
    request: { path: '/graphql?query={__typename}', headers: { 'content-type': 'application/graphql' } },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  { what: 'a list of operations', request: postOf([]), status: 400, code: 'BATCHING_DISABLED' },
  {
    what: 'a body that is not JSON',
    request: postOf({}, { 'content-type': 'text/plain' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'a compressed body',
    request: postOf({}, { 'content-encoding': 'br' }),
    status: 415,
    code: 'UNSUPPORTED_CONTENT_ENCODING',
  },
  {
    what: 'a body above the limit',
    request: postOf({ query: ' '.repeat(1025) }),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    what: 'a very long URL',
    request: { path: `/graphql?${'a'.repeat(8192)}` },
    status: 414,
    code: 'URI_TOO_LONG',
  },
  { what: 'another method', request: { method: 'PUT' }, status: 405, code: 'METHOD_NOT_ALLOWED' },
  { what: 'another path', request: { path: '/else' }, status: 404, code: 'NOT_FOUND' },
];

it('a refused request has the status and the code of the reference', async (context) => {
  const directory = temporaryFiles(context, {
    'bff.yaml': `supergraph: ${join(projectRoot, 'schemas/supergraph.graphql')}
listen: { port: 0 }
introspection: false
limits: { body: 1KB }
logs: { level: silent }
`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  for (const { what, request, status, code } of refusals) {
    await context.test(what, async () => {
      const response = await fetch(`${bff.url}${request.path ?? '/graphql'}`, request);
      assert.deepEqual([response.status, await codesOf(response)], [status, [code]]);
    });
  }
});

const failure = z.object({
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })),
});

async function codesOf(response: Response): Promise<string[]> {
  return failure.parse(await response.json()).errors.map(({ extensions }) => extensions.code);
}
