import { upstreamEvent, upstreamFailed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import { stringifyJson } from '../core/json/exact-json.ts';
import type { UpstreamStatus } from '../core/status.ts';
import type {
  FetchSource,
  FetchSubgraph,
  SourceId,
  SourceResponse,
  SubgraphRequest,
  SubgraphResponse,
} from '../core/upstream-calls.ts';
import type { Upstream } from './create-upstream.ts';
import type { MissingCacheControl } from './headers/read-cache-control.ts';
import { compileUpstreamHeaders, type UpstreamHeaders } from './headers/upstream-headers.ts';
import type { RetryBudgetOptions } from './resilience/retry-budget.ts';
import { publishErrors } from './responses/publish-errors.ts';
import { refuseTooLong } from './transport/refuse-too-long.ts';
import type { UpstreamCall, UpstreamResponse } from './upstream-call.ts';
import type { TransportOptions, UpstreamOptions } from './upstream-options.ts';
import type { AcquiredUpstream, UpstreamRegistry } from './upstream-registry.ts';

export interface UpstreamsOptions {
  readonly subgraphs: readonly UpstreamOptions[];
  readonly sources: readonly (UpstreamOptions & { readonly id: SourceId })[];
  /** The header that carries the verified subject to upstreams; undefined when requests are not authenticated. */
  readonly subjectHeader: string | undefined;
  readonly retryBudget: RetryBudgetOptions;
  /** Undefined: the cache headers of responses are ignored. */
  readonly missingCacheControl?: MissingCacheControl | undefined;
}

export interface Upstreams {
  readonly fetchSubgraph: FetchSubgraph;
  readonly fetchSource: FetchSource;
  status(): UpstreamStatus[];
  /** Names of the mandatory upstreams that have not been reached since the start. */
  waitingFor(): string[];
  /** Checks whether these upstreams respond. Never rejects. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

const subgraphHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
};

interface CalledUpstream<Content> {
  readonly upstream: Upstream<Content>;
  readonly headers: UpstreamHeaders;
  readonly transport: TransportOptions;
}

/**
 * Creates the network side of a graph, shared by all requests of the process. Graphs share the upstreams of the registry.
 * Throws `StartError` for files that cannot be used; nothing is left running in that case.
 */
export function createUpstreams(
  { subgraphs, sources, subjectHeader, retryBudget, missingCacheControl }: UpstreamsOptions,
  registry: UpstreamRegistry,
): Upstreams {
  const deps = { retryBudget: registry.retryBudget(retryBudget), subjectHeader };
  const headerDeps = { subjectHeader, missingCacheControl };
  const all: Upstream<unknown>[] = [];
  const vetoesOf = new Map<Upstream<unknown>, UpstreamHeaders['cacheVetoes']>();
  const releases: (() => Promise<void>)[] = [];
  const register = <Content>({ upstream, release }: AcquiredUpstream<Content>): Upstream<Content> => {
    all.push(upstream);
    releases.push(release);
    return upstream;
  };
  const close = async (): Promise<void> => {
    await Promise.all(releases.map((release) => release()));
  };
  const bySubgraph = new Map<string, CalledUpstream<SubgraphResponse>>();
  const bySource = new Map<string, CalledUpstream<Buffer> & { readonly bounds: ResponseBounds }>();
  try {
    for (const options of subgraphs) {
      const upstream = register(registry.subgraphs.acquire(options, deps));
      const headers = compileUpstreamHeaders(options, subgraphHeaders, headerDeps);
      vetoesOf.set(upstream, headers.cacheVetoes);
      const { transport } = options;
      bySubgraph.set(options.name, { upstream, headers, transport });
    }
    for (const options of sources) {
      const upstream = register(registry.sources.acquire(options, deps));
      const headers = compileUpstreamHeaders(options, {}, headerDeps);
      vetoesOf.set(upstream, headers.cacheVetoes);
      const { transport } = options;
      bySource.set(key(options.id), { upstream, headers, transport, bounds: boundsOf(transport) });
    }
  } catch (error) {
    void close();
    throw error;
  }
  const missing = (): Upstream<unknown>[] =>
    all.filter(({ isMandatory, reached }) => isMandatory && !reached);

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
        tried: [],
      });
      if (content.errors !== undefined && content.errors.length > 0)
        publishErrors(called.upstream.name, request.coordinate ?? '', content.errors, context);
      const { droppedErrors: dropped } = content;
      if (dropped !== undefined) {
        const { requestId } = context;
        upstreamEvent.publish({
          upstream: called.upstream.name,
          event: 'errors dropped',
          requestId,
          dropped,
        });
      }
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
        tried: [],
      });
      return { status, headers: joined(headers), body: content, ...called.bounds };
    },
    status: () => all.map((upstream) => ({ ...upstream.status(), cacheVetoes: vetoesOf.get(upstream)?.() })),
    waitingFor: () => missing().map(({ name }) => name),
    async probe() {
      await Promise.all(missing().map((upstream) => upstream.probe()));
    },
    close,
  };
}

type ResponseBounds = Pick<SourceResponse, 'maxDepth' | 'maxElements' | 'maxBytes'>;

function boundsOf({
  maxResponseDepth,
  maxResponseElements,
  maxResponseBytes,
}: TransportOptions): ResponseBounds {
  return { maxDepth: maxResponseDepth, maxElements: maxResponseElements, maxBytes: maxResponseBytes };
}

function find<Value>(upstreams: ReadonlyMap<string, Value>, name: string): Value {
  const called = upstreams.get(name);
  if (called === undefined) throw new TypeError(`no upstream is named ${name}`);
  return called;
}

function key({ subgraph, source }: SourceId): string {
  return `${subgraph}.${source}`;
}

async function send<Content>(
  { upstream, headers, transport }: CalledUpstream<Content>,
  call: UpstreamCall,
): Promise<UpstreamResponse<Content>> {
  const { context } = call;
  const startMs = performance.now();
  context.scope.upstreamCalls += 1;
  try {
    refuseTooLong(call, transport);
    const response = await upstream.send(call);
    headers.readResponse(response.headers, context);
    return response;
  } catch (cause) {
    const error =
      cause instanceof FrontageError ? cause : new FrontageError('INTERNAL_SERVER_ERROR', { cause });
    upstreamFailed.publish({
      requestId: context.requestId,
      upstream: upstream.name,
      code: error.code,
      durationMs: performance.now() - startMs,
      endpoint: lastEndpoint(upstream, call),
      cause: error.cause,
    });
    throw error;
  }
}

/** Returns host and port of the endpoint that was called last. The balancer does not record a single endpoint. */
function lastEndpoint(upstream: Upstream<unknown>, { tried = [] }: UpstreamCall): string | undefined {
  const last = tried.at(-1);
  const { endpoints } = upstream.status();
  const only = endpoints.length === 1 ? endpoints[0]?.url : undefined;
  const url = last !== undefined && 'shownUrl' in last ? String(last.shownUrl) : only;
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).host;
}

function bodyOf({ query, operationName, variables }: SubgraphRequest): string {
  const body: object = { query, operationName, variables };
  return stringifyJson(body);
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
