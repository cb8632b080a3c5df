import { upstreamFailed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { UpstreamStatus } from '../core/status.ts';
import type {
  FetchSource,
  FetchSubgraph,
  SourceId,
  SubgraphRequest,
  SubgraphResponse,
} from '../core/upstream-calls.ts';
import { createUpstream, type Upstream } from './create-upstream.ts';
import { readSourceAnswer } from './read-source-answer.ts';
import { readSubgraphAnswer } from './read-subgraph-answer.ts';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call.ts';
import type { UpstreamOptions } from './upstream-options.ts';

export interface UpstreamsOptions {
  readonly subgraphs: readonly UpstreamOptions[];
  readonly sources: readonly (UpstreamOptions & { readonly id: SourceId })[];
  /** Carries the verified subject to every upstream; undefined when nobody is ever verified. */
  readonly subjectHeader: string | undefined;
}

export interface Upstreams {
  readonly fetchSubgraph: FetchSubgraph;
  readonly fetchSource: FetchSource;
  status(): UpstreamStatus[];
  close(): Promise<void>;
}

const subgraphHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
  'accept-encoding': 'identity',
};

/** The network side of a graph, shared by all requests of the process. */
export function createUpstreams({ subgraphs, sources, subjectHeader }: UpstreamsOptions): Upstreams {
  const bySubgraph = new Map(
    subgraphs.map((options) => [options.name, createUpstream(options, readSubgraphAnswer)]),
  );
  const bySource = new Map(
    sources.map((options) => [key(options.id), createUpstream(options, readSourceAnswer)]),
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
    async fetchSubgraph(name, request, context): Promise<SubgraphResponse> {
      const { content } = await send(find(bySubgraph, name), {
        method: 'POST',
        path: undefined,
        headers: addOwnHeaders({ ...subgraphHeaders }, context),
        body: request.body ?? bodyOf(request),
        coordinate: request.coordinate ?? '',
        context,
        tried: [],
      });
      return content;
    },
    async fetchSource(id, { method, path, headers: given, body, coordinate = '' }, context) {
      const { status, headers, content } = await send(find(bySource, key(id)), {
        method,
        path,
        headers: addOwnHeaders({ 'accept-encoding': 'identity', ...given }, context),
        body,
        coordinate,
        context,
        tried: [],
      });
      return { status, headers: joined(headers), body: content };
    },
    status: () => [...bySubgraph.values(), ...bySource.values()].map((upstream) => upstream.status()),
    async close() {
      await Promise.all([...bySubgraph.values(), ...bySource.values()].map((upstream) => upstream.close()));
    },
  };
}

function find<Content>(upstreams: ReadonlyMap<string, Upstream<Content>>, name: string): Upstream<Content> {
  const upstream = upstreams.get(name);
  if (upstream === undefined) throw new TypeError(`there is no upstream named ${name}`);
  return upstream;
}

function key({ subgraph, source }: SourceId): string {
  return `${subgraph}.${source}`;
}

async function send<Content>(
  { name, send: sendCall }: Upstream<Content>,
  call: UpstreamCall,
): Promise<UpstreamAnswer<Content>> {
  const { context } = call;
  const startMs = performance.now();
  context.counters.upstreamCalls += 1;
  try {
    return await sendCall(call);
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

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
