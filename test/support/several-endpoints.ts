import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { createUpstream, type Upstream, type UpstreamDeps } from '../../shared/upstream/create-upstream.ts';
import { buildReadSubgraphResponse } from '../../shared/upstream/responses/read-subgraph-response.ts';
import type { UpstreamOptions } from '../../shared/upstream/upstream-options.ts';
import { httpUpstream } from './http-upstream.ts';
import { processWide } from './upstream-options.ts';

/** One of several servers. */
export interface TestEndpoint {
  readonly url: string;
  /** The number of requests, without health checks. */
  calls: number;
  /** The number of health checks. */
  checks: number;
  /** The body of its responses; valid by default. */
  respond: (request: IncomingMessage, response: ServerResponse) => void;
  checkStatus: number;
}

/** Starts a server for each. Health checks are sent to `/healthz`. */
export function testEndpoints(context: TestContext, count: number): Promise<TestEndpoint[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const endpoint = { url: '', calls: 0, checks: 0, respond: respondWell, checkStatus: 200 };
      const url = await httpUpstream(context, (request, response) => {
        if (request.url === '/healthz') {
          endpoint.checks += 1;
          response.writeHead(endpoint.checkStatus).end();
          return;
        }
        endpoint.calls += 1;
        endpoint.respond(request, response);
      });
      endpoint.url = `${url}/graphql`;
      return endpoint;
    }),
  );
}

export function respondWell(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json').end('{"data":{"x":1}}');
}

export function respondBadly(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503).end('no');
}

/** An upstream with these options until the test ends. */
export function startUpstream(
  context: TestContext,
  options: UpstreamOptions,
  needs: Partial<UpstreamDeps<unknown>> = {},
): Upstream<unknown> {
  const upstream = createUpstream(options, {
    read: buildReadSubgraphResponse(options.transport.maxResponseDepth),
    processWide: processWide(),
    subjectHeader: undefined,
    ...needs,
  });
  context.after(() => upstream.close());
  return upstream;
}
