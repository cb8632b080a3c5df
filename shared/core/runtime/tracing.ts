import {
  type TracingChannel,
  type TracingChannelSubscribers,
  tracingChannel,
} from 'node:diagnostics_channel';
import type { HttpMethod } from '../upstream-calls.ts';

/** The fields of every context. Node adds `result` when the work succeeds, and `error` when it fails. */
export interface TraceContext {
  readonly requestId: string;
}

/** One GraphQL request, from its route to the last byte of the response. */
export interface RequestTrace extends TraceContext {
  readonly method: string;
  /** The path of the route. */
  readonly path: string;
  /** Undefined until the response is complete, and when the request fails as a whole. */
  status: number | undefined;
}

/** The parsing and validation of a document that is not in the cache. */
export interface ParseTrace extends TraceContext {
  /** Undefined until it ends. A refused document is no `error` of the channel. */
  isValid: boolean | undefined;
}

/** The planning of an operation that is not in the cache. Requests that wait for the same plan share it. */
export interface PlanTrace extends TraceContext {
  readonly operationName: string | undefined;
}

/** One operation for one subgraph, remote or local. */
export interface FetchTrace extends TraceContext {
  readonly subgraph: string;
  /** `Query.field`, or the entity types; empty when unknown. */
  readonly coordinate: string;
}

/** One call of an upstream with its retries and hedges, inside deduplication. */
export interface CallTrace extends TraceContext {
  readonly upstream: string;
  readonly coordinate: string;
  readonly method: HttpMethod;
  /** Undefined until a response arrives. */
  status: number | undefined;
}

/** One HTTP exchange with one endpoint. */
export interface AttemptTrace extends TraceContext {
  readonly upstream: string;
  readonly coordinate: string;
  /** The origin and the path of the endpoint. */
  readonly endpoint: string;
  /** Undefined until a response arrives. */
  status: number | undefined;
}

/** One use of a connector. Equal reads of a request share one upstream call. */
export interface ConnectorTrace extends TraceContext {
  /** `Type.field` of the connector. */
  readonly coordinate: string;
  /** `subgraph.source` */
  readonly source: string;
}

/** One look-up in the cache of responses. */
export interface CacheTrace extends TraceContext {
  /** Undefined until the look-up ends. */
  isHit: boolean | undefined;
}

/**
 * A tracing channel of `node:diagnostics_channel`. An idle channel costs its caller one branch: create no context and no
 * closure unless `isActive`.
 */
export class Trace<Context extends TraceContext> {
  readonly name: string;
  readonly #channel: TracingChannel<unknown, Context>;

  constructor(name: string) {
    this.name = name;
    this.#channel = tracingChannel<unknown, Context>(name);
  }

  /** Whether any event has a subscriber. `TracingChannel.hasSubscribers` does not exist in all supported versions of Node. */
  get isActive(): boolean {
    const { start, end, asyncStart, asyncEnd, error } = this.#channel;
    return (
      start.hasSubscribers ||
      asyncEnd.hasSubscribers ||
      error.hasSubscribers ||
      end.hasSubscribers ||
      asyncStart.hasSubscribers
    );
  }

  /** Publishes the events of asynchronous work. */
  promise<Result>(createContext: () => Context, run: (context: Context) => Promise<Result>): Promise<Result> {
    const context = createContext();
    return this.#channel.tracePromise(() => run(context), context);
  }

  /** Publishes the events of synchronous work. */
  sync<Result>(createContext: () => Context, run: (context: Context) => Result): Result {
    const context = createContext();
    return this.#channel.traceSync(() => run(context), context);
  }

  /** Returns the function that ends the subscription. */
  subscribe(subscribers: TracingChannelSubscribers<Context>): () => void {
    this.#channel.subscribe(subscribers);
    return () => this.#channel.unsubscribe(subscribers);
  }
}

/** All tracing channels, the outermost first. docs/guide/tracing.md describes them. */
export const traces = {
  request: new Trace<RequestTrace>('frontage:request'),
  cache: new Trace<CacheTrace>('frontage:cache'),
  parse: new Trace<ParseTrace>('frontage:parse'),
  plan: new Trace<PlanTrace>('frontage:plan'),
  fetch: new Trace<FetchTrace>('frontage:fetch'),
  connector: new Trace<ConnectorTrace>('frontage:connector'),
  call: new Trace<CallTrace>('frontage:upstream:call'),
  attempt: new Trace<AttemptTrace>('frontage:upstream:attempt'),
} as const;
