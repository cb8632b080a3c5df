import { upstreamFailed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { FetchSource, FetchSubgraph, SourceId, SubgraphRequest } from '../core/upstream-calls.ts';
import { readSubgraphResponse } from './read-subgraph-response.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';

/** One upstream's address and limits. */
export interface UpstreamOptions extends Omit<TransportOptions, 'origin' | 'deadlineHeader'> {
  /** A subgraph's endpoint, or the base URL of a source. */
  readonly url: string;
}

export interface UpstreamsOptions {
  readonly subgraphs: readonly (UpstreamOptions & { readonly name: string })[];
  readonly sources: readonly (UpstreamOptions & { readonly id: SourceId })[];
  /** Carries the verified subject to every upstream; undefined when nobody is ever verified. */
  readonly subjectHeader: string | undefined;
  /** Tells every upstream for how many ms its answer is waited for. */
  readonly deadlineHeader: string;
}

export interface Upstreams {
  readonly fetchSubgraph: FetchSubgraph;
  readonly fetchSource: FetchSource;
  close(): Promise<void>;
}

interface Upstream {
  /** As operators know it: the subgraph's name, or `subgraph.source`. */
  readonly name: string;
  readonly transport: Transport;
  /** Of its URL, with the query; never empty. */
  readonly path: string;
}

/** One connection pool for each upstream, shared by all requests of the process. */
export function createUpstreams({
  subgraphs,
  sources,
  subjectHeader,
  deadlineHeader,
}: UpstreamsOptions): Upstreams {
  const bySubgraph = new Map(
    subgraphs.map((options) => [options.name, createUpstream(options.name, options, deadlineHeader)]),
  );
  const bySource = new Map(
    sources.map((options) => [key(options.id), createUpstream(key(options.id), options, deadlineHeader)]),
  );

  const headersFor = (context: RequestContext): Record<string, string> => {
    const headers: Record<string, string> = { 'x-request-id': context.requestId };
    const subject = context.principal?.subject;
    if (subjectHeader !== undefined && subject !== undefined) headers[subjectHeader] = subject;
    return headers;
  };

  return {
    fetchSubgraph(name, request, context) {
      const upstream = find(bySubgraph, name);
      return observed(upstream, context, async () => {
        const response = await upstream.transport.send(
          {
            method: 'POST',
            path: upstream.path,
            headers: {
              'content-type': 'application/json',
              accept: 'application/graphql-response+json, application/json;q=0.9',
              ...headersFor(context),
            },
            body: bodyOf(request),
          },
          context,
        );
        return readSubgraphResponse(response);
      });
    },
    fetchSource(id, request, context) {
      const upstream = find(bySource, key(id));
      return observed(upstream, context, async () => {
        const { status, headers, body } = await upstream.transport.send(
          {
            method: request.method,
            path: `${upstream.path.replace(/\/$/, '')}${request.path}` || '/',
            headers: { ...request.headers, ...headersFor(context) },
            body: request.body,
          },
          context,
        );
        return { status, headers: joined(headers), body };
      });
    },
    async close() {
      await Promise.all(
        [...bySubgraph.values(), ...bySource.values()].map(({ transport }) => transport.close()),
      );
    },
  };
}

function createUpstream(name: string, options: UpstreamOptions, deadlineHeader: string): Upstream {
  const { origin, pathname, search } = new URL(options.url);
  return {
    name,
    transport: createTransport({ ...options, origin, deadlineHeader }),
    path: `${pathname}${search}`,
  };
}

function find(upstreams: ReadonlyMap<string, Upstream>, name: string): Upstream {
  const upstream = upstreams.get(name);
  if (upstream === undefined) throw new TypeError(`there is no upstream named ${name}`);
  return upstream;
}

function key({ subgraph, source }: SourceId): string {
  return `${subgraph}.${source}`;
}

async function observed<Result>(
  { name }: Upstream,
  context: RequestContext,
  call: () => Promise<Result>,
): Promise<Result> {
  const startMs = performance.now();
  context.counters.upstreamCalls += 1;
  try {
    return await call();
  } catch (cause) {
    const error =
      cause instanceof FrontageError ? cause : new FrontageError('INTERNAL_SERVER_ERROR', { cause });
    upstreamFailed.publish({
      requestId: context.requestId,
      upstream: name,
      code: error.code,
      durationMs: performance.now() - startMs,
      cause: error.cause,
    });
    throw error;
  }
}

function bodyOf({ body, query, operationName, variables }: SubgraphRequest): string {
  return body ?? JSON.stringify({ query, operationName, variables });
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
