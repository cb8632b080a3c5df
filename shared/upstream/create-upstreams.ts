import { upstreamFailed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { UpstreamStatus } from '../core/status.ts';
import type {
  FetchSource,
  FetchSubgraph,
  SourceId,
  SubgraphRequest,
  SubgraphResponse,
} from '../core/upstream-calls.ts';
import { createUpstream, type ProcessWide, type Upstream } from './create-upstream.ts';
import { readSourceAnswer } from './read-source-answer.ts';
import { buildReadSubgraphAnswer } from './read-subgraph-answer.ts';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call.ts';
import { compileUpstreamHeaders, type UpstreamHeaders } from './upstream-headers.ts';
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
};

interface Called<Content> {
  readonly upstream: Upstream<Content>;
  readonly headers: UpstreamHeaders;
}

/** The network side of a graph, shared by all requests of the process. */
export function createUpstreams(
  { subgraphs, sources, subjectHeader }: UpstreamsOptions,
  processWide: ProcessWide,
): Upstreams {
  const common = { processWide, subjectHeader };
  const bySubgraph = new Map(
    subgraphs.map((options): [string, Called<SubgraphResponse>] => [
      options.name,
      {
        upstream: createUpstream(options, {
          read: buildReadSubgraphAnswer(options.transport.maxResponseDepth),
          ...common,
        }),
        headers: compileUpstreamHeaders(options, subgraphHeaders, subjectHeader),
      },
    ]),
  );
  const bySource = new Map(
    sources.map((options): [string, Called<Buffer> & { readonly maxDepth: number }] => [
      key(options.id),
      {
        upstream: createUpstream(options, { read: readSourceAnswer, ...common }),
        maxDepth: options.transport.maxResponseDepth,
        headers: compileUpstreamHeaders(options, {}, subjectHeader),
      },
    ]),
  );
  const all = [...bySubgraph.values(), ...bySource.values()].map(({ upstream }) => upstream);

  return {
    async fetchSubgraph(name, request, context): Promise<SubgraphResponse> {
      const called = find(bySubgraph, name);
      const { content } = await send(called, {
        method: 'POST',
        path: undefined,
        headers: called.headers.ofCall(context),
        body: request.body ?? bodyOf(request),
        coordinate: request.coordinate ?? '',
        context,
      });
      return content;
    },
    async fetchSource(id, { method, path, headers: given, body, coordinate = '' }, context) {
      const called = find(bySource, key(id));
      const { status, headers, content } = await send(called, {
        method,
        path,
        headers: called.headers.ofCall(context, given),
        body,
        coordinate,
        context,
      });
      return { status, headers: joined(headers), body: content, maxDepth: called.maxDepth };
    },
    status: () => all.map((upstream) => upstream.status()),
    async close() {
      await Promise.all(all.map((upstream) => upstream.close()));
    },
  };
}

function find<Value>(upstreams: ReadonlyMap<string, Value>, name: string): Value {
  const called = upstreams.get(name);
  if (called === undefined) throw new TypeError(`there is no upstream named ${name}`);
  return called;
}

function key({ subgraph, source }: SourceId): string {
  return `${subgraph}.${source}`;
}

async function send<Content>(
  { upstream, headers }: Called<Content>,
  call: UpstreamCall,
): Promise<UpstreamAnswer<Content>> {
  const { context } = call;
  const startMs = performance.now();
  context.counters.upstreamCalls += 1;
  try {
    const answer = await upstream.send(call);
    headers.readAnswer(answer.headers, context);
    return answer;
  } catch (cause) {
    const error =
      cause instanceof FrontageError ? cause : new FrontageError('INTERNAL_SERVER_ERROR', { cause });
    upstreamFailed.publish({
      requestId: context.requestId,
      upstream: upstream.name,
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
