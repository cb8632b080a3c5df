/** The response of `GET /status`: the state of one process. */
export interface ProcessStatus {
  /** The client that the process serves: the setting `client`. */
  readonly client: string;
  readonly pid: number;
  /** The version of this package. */
  readonly version: string;
  readonly uptimeMs: number;
  readonly readiness: Readiness;
  /** Identifies the graph: equal for equal supergraphs and trusted documents. */
  readonly graph: string;
  readonly engine: string;
  readonly inFlight: number;
  readonly overload: OverloadStatus;
  readonly traffic: TrafficStatus;
  readonly reloads: ReloadStatus;
  readonly log: LogStatus;
  readonly retryBudget: RetryBudgetStatus;
  /** One for each folder or manifest of trusted documents. */
  readonly documents: readonly DocumentsStatus[];
  /** The number of requests for other documents since the start; counted in the mode `measure`. */
  readonly untrustedRequests: number;
  readonly upstreams: readonly UpstreamStatus[];
  /** Undefined if all requests are anonymous. */
  readonly authentication: AuthenticationStatus | undefined;
}

export interface AuthenticationStatus {
  readonly keySet: KeySetStatus;
  /** The number of tokens refused since the start, by reason. */
  readonly refusedTokens: Readonly<Partial<Record<string, number>>>;
}

/** The keys for verifying tokens. */
export interface KeySetStatus {
  /** Host and path. */
  readonly provider: string;
  readonly keys: number;
  /** The time since they were fetched; undefined if they never were. */
  readonly ageMs: number | undefined;
  /** Whether tokens can be verified. */
  readonly isUsable: boolean;
  /** The error of the last fetch; undefined if it succeeded. */
  readonly lastError: string | undefined;
}

/** The response of `GET /readyz`: 200 for UP, 503 for all other states. */
export type Readiness =
  | { readonly status: 'UP' | 'DRAINING' | 'OVERLOADED' }
  /** `mandatory` upstreams that have not been reached since the start, and `authentication.jwt` as long as it has no keys. */
  | { readonly status: 'WAITING'; readonly upstreams: readonly string[] };

export interface ReloadStatus {
  readonly succeeded: number;
  readonly failed: number;
  /** The reason why the current files are not served; undefined if they are. */
  readonly lastError: string | undefined;
}

export interface LogStatus {
  /** The number of lines that could not be written since the start. */
  readonly lostLines: number;
}

/** The use of the trusted documents of one source since the start. Times are ISO 8601, in UTC. */
export interface DocumentsStatus extends DocumentSource {
  readonly documents: number;
  /** The number of documents that were requested. */
  readonly used: number;
  readonly requests: number;
  /** Undefined if none was requested. */
  readonly lastUsed: string | undefined;
  /** The last request that is not counted for another source as well; undefined if there was none. */
  readonly lastNeeded: string | undefined;
}

/** A source of trusted documents: a folder, or the manifest of one version of an app. */
export interface DocumentSource {
  /** The path as an operator would type it. */
  readonly source: string;
  /** The app and its version, if the file's name contains them. */
  readonly client: string | undefined;
  readonly version: string | undefined;
}

/** The state of one upstream in `GET /status`. Durations in ms. */
export interface UpstreamStatus {
  /** A subgraph's name, or `subgraph.source`. */
  readonly name: string;
  readonly inFlight: number;
  /** The bound of calls in flight; changes if it is adaptive. */
  readonly limit: number;
  readonly waiting: number;
  readonly endpoints: readonly EndpointStatus[];
  /** The number of query responses that must not be cached, by the header that forbids it; undefined if not checked. */
  readonly cacheVetoes?: Readonly<Record<string, number>> | undefined;
}

export interface EndpointStatus {
  /** Origin and path, without credentials. */
  readonly url: string;
  readonly weight: number;
  readonly inFlight: number;
  readonly isHealthy: boolean;
  /** Undefined if it is not ejected. */
  readonly ejectedForMs: number | undefined;
  readonly breakers: readonly BreakerStatus[];
}

export interface BreakerStatus {
  /** The coordinate of the breaker; empty for the whole endpoint. */
  readonly key: string;
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** The time until it allows a probe; undefined if it is not open. */
  readonly retryAfterMs: number | undefined;
  readonly calls: number;
  readonly failures: number;
}

export interface RetryBudgetStatus {
  readonly callsInFlight: number;
  readonly retriesInFlight: number;
  /** The number of retries that could start now. */
  readonly available: number;
}

/** The requests, responses and connections of clients. */
export interface TrafficStatus {
  readonly connections: ConnectionsStatus;
  readonly bodies: BodiesStatus;
  readonly responses: ResponsesStatus;
}

export interface ConnectionsStatus {
  readonly open: number;
  /** The number of connections closed on arrival since the start, because there were too many. */
  readonly dropped: number;
}

export interface BodiesStatus {
  /** The number of request bodies that have not arrived completely. */
  readonly receiving: number;
  /** The received bytes of these bodies. */
  readonly bytes: number;
  /** The number of requests ended with REQUEST_TIMEOUT since the start: too slow, or too many at once. */
  readonly timedOut: number;
}

export interface ResponsesStatus {
  /** The number of connections whose clients have not read all that was sent. */
  readonly waiting: number;
  /** The memory of the responses of these connections. */
  readonly bytes: number;
  /** The number of connections destroyed since the start: their clients did not read, or read too slowly under pressure. */
  readonly destroyed: number;
}

/** The state of the whole process in `GET /status`. */
export interface OverloadStatus {
  /** Client requests in progress: their bodies have arrived, their responses are not yet passed to their connections. */
  readonly inFlight: number;
  /** The bound of these requests; changes if it is adaptive. */
  readonly limit: number;
  /** The number of client requests refused because of overload since the start. */
  readonly refused: number;
  /** The delay of the event loop in the last second, without the two longest stalls. */
  readonly loopDelayMs: number;
  /** The used share of the largest possible heap, between 0 and 1. */
  readonly heapUse: number;
  /** Whether it was not too many of late. */
  readonly isReady: boolean;
}
