/** What `GET /status` tells of one process. */
export interface ProcessStatus {
  /** Whose process it is: the setting `client`. */
  readonly client: string;
  readonly pid: number;
  /** Of this package. */
  readonly version: string;
  readonly uptimeMs: number;
  readonly readiness: Readiness;
  /** Tells graphs apart: equal for equal supergraphs and trusted documents. */
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
  /** Requests for other documents since the start; counted with the mode `measure`. */
  readonly untrustedRequests: number;
  readonly upstreams: readonly UpstreamStatus[];
  /** Undefined where every request is anonymous. */
  readonly authentication: AuthenticationStatus | undefined;
}

export interface AuthenticationStatus {
  readonly keySet: KeySetStatus;
  /** Tokens that were refused since the start, by reason. */
  readonly refusedTokens: Readonly<Partial<Record<string, number>>>;
}

/** The keys that tokens are verified with. */
export interface KeySetStatus {
  /** Host and path. */
  readonly provider: string;
  readonly keys: number;
  /** Since they were fetched; undefined when they never were. */
  readonly ageMs: number | undefined;
  /** Whether tokens can be verified. */
  readonly isUsable: boolean;
  /** Of the last fetch; undefined when it succeeded. */
  readonly lastError: string | undefined;
}

/** What `GET /readyz` answers: 200 for UP, 503 for everything else. */
export type Readiness =
  | { readonly status: 'UP' | 'DRAINING' | 'OVERLOADED' }
  /** `mandatory` upstreams that have not been reached since the start, and `authentication.jwt` while it has no keys. */
  | { readonly status: 'WAITING'; readonly upstreams: readonly string[] };

export interface ReloadStatus {
  readonly succeeded: number;
  readonly failed: number;
  /** Why the files as they are now are not what is served; undefined when they are. */
  readonly lastError: string | undefined;
}

export interface LogStatus {
  /** That could not be written, since the start. */
  readonly lostLines: number;
}

/** How trusted documents of one source were used since the start. Times are ISO 8601, in UTC. */
export interface DocumentsStatus extends DocumentSource {
  readonly documents: number;
  /** So many of them were asked for. */
  readonly used: number;
  readonly requests: number;
  /** Undefined when none was. */
  readonly lastUsed: string | undefined;
  /** The last one that is not put down to another source as well: undefined when there was none. */
  readonly lastNeeded: string | undefined;
}

/** Where trusted documents are from: a folder, or the manifest of one version of an app. */
export interface DocumentSource {
  /** As a person would type its path. */
  readonly source: string;
  /** The app and its version, as far as the file's name tells them. */
  readonly client: string | undefined;
  readonly version: string | undefined;
}

/** What `GET /status` tells of one upstream. Durations in ms. */
export interface UpstreamStatus {
  /** A subgraph's name, or `subgraph.source`. */
  readonly name: string;
  readonly inFlight: number;
  /** Of calls in flight; moves when it is adaptive. */
  readonly limit: number;
  readonly waiting: number;
  readonly endpoints: readonly EndpointStatus[];
  /** Answers to queries that nobody may keep, by the header that says so; undefined where that is not looked at. */
  readonly cacheVetoes?: Readonly<Record<string, number>> | undefined;
}

export interface EndpointStatus {
  /** Origin and path, without credentials. */
  readonly url: string;
  readonly weight: number;
  readonly inFlight: number;
  readonly isHealthy: boolean;
  /** Undefined when it is not ejected. */
  readonly ejectedForMs: number | undefined;
  readonly breakers: readonly BreakerStatus[];
}

export interface BreakerStatus {
  /** The coordinate that it is for; empty for the endpoint as a whole. */
  readonly key: string;
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** Until it lets a probe through; undefined when it is not open. */
  readonly retryAfterMs: number | undefined;
  readonly calls: number;
  readonly failures: number;
}

export interface RetryBudgetStatus {
  readonly callsInFlight: number;
  readonly retriesInFlight: number;
  /** So many could begin now. */
  readonly available: number;
}

/** What clients send and are sent, and what their connections are. */
export interface TrafficStatus {
  readonly connections: ConnectionsStatus;
  readonly bodies: BodiesStatus;
  readonly responses: ResponsesStatus;
}

export interface ConnectionsStatus {
  readonly open: number;
  /** Closed as they came, since the start: there were too many. */
  readonly dropped: number;
}

export interface BodiesStatus {
  /** Request bodies of which a part has not arrived. */
  readonly receiving: number;
  /** What has arrived of these. */
  readonly bytes: number;
  /** Ended with REQUEST_TIMEOUT since the start: too slow, or too many at once. */
  readonly timedOut: number;
}

export interface ResponsesStatus {
  /** Connections whose clients have not taken all that they are sent. */
  readonly waiting: number;
  /** The memory of what these are sent. */
  readonly bytes: number;
  /** Connections destroyed since the start: their clients did not read, or too slowly when too much waited. */
  readonly destroyed: number;
}

/** What it tells of the process as a whole. */
export interface OverloadStatus {
  /** Client requests in work: their bodies have arrived, their responses have not been given to their connections. */
  readonly inFlight: number;
  /** Of those; moves when it is adaptive. */
  readonly limit: number;
  /** Client requests since the start that there was no room for. */
  readonly refused: number;
  /** How late the event loop was in the last second, the two longest stalls aside. */
  readonly loopDelayMs: number;
  /** Of the largest possible heap, between 0 and 1. */
  readonly heapUse: number;
  /** Whether it was not too many of late. */
  readonly isReady: boolean;
}
