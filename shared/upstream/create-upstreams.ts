import { upstreamFailed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type {
  FetchSource,
  FetchSubgraph,
  SourceId,
  SourceResponse,
  SubgraphRequest,
} from '../core/upstream-calls.ts';
import type { TransportResponse } from './http-exchange.ts';
import { readSubgraphResponse } from './read-subgraph-response.ts';
import {
  createTransport,
  type Transport,
  type TransportOptions,
  type TransportRequest,
} from './transport.ts';

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

const subgraphHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
  'accept-encoding': 'identity',
};

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

  const addOwnHeaders = (
    headers: Record<string, string>,
    context: RequestContext,
  ): Record<string, string> => {
    headers['x-request-id'] = context.requestId;
    const subject = context.principal?.subject;
    if (subjectHeader !== undefined && subject !== undefined) headers[subjectHeader] = subject;
    return headers;
  };

  return {
    fetchSubgraph(name, request, context) {
      const upstream = find(bySubgraph, name);
      const headers = addOwnHeaders({ ...subgraphHeaders }, context);
      const body = request.body ?? bodyOf(request);
      const outgoing: TransportRequest = { method: 'POST', path: upstream.path, headers, body };
      return send(upstream, outgoing, context, readSubgraphResponse);
    },
    fetchSource(id, { method, path, headers: given, body }, context) {
      const upstream = find(bySource, key(id));
      const headers = addOwnHeaders({ 'accept-encoding': 'identity', ...given }, context);
      const whole = `${upstream.path.replace(/\/$/, '')}${path}` || '/';
      return send(upstream, { method, path: whole, headers, body }, context, readSourceResponse);
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

async function send<Result>(
  { name, transport }: Upstream,
  request: TransportRequest,
  context: RequestContext,
  read: (response: TransportResponse) => Result,
): Promise<Result> {
  const startMs = performance.now();
  context.counters.upstreamCalls += 1;
  try {
    return read(await transport.send(request, context));
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

function bodyOf({ query, operationName, variables }: SubgraphRequest): string {
  return JSON.stringify({ query, operationName, variables });
}

function readSourceResponse({ status, headers, body }: TransportResponse): SourceResponse {
  return { status, headers: joined(headers), body };
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
