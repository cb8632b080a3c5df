import type { RequestHeaderRule, ResponseHeaderRule } from './headers/header-rules.ts';

/** The addresses and rules of one upstream: the settings `upstreams`, whose descriptions apply, in ms and bytes. */
export interface UpstreamOptions {
  /** The name for operators: the subgraph's name, or `subgraph.source`. */
  readonly name: string;
  /** Never empty. A subgraph's endpoints, or the base URLs of a source. */
  readonly endpoints: readonly EndpointOptions[];
  readonly discovery: DiscoveryOptions | undefined;
  readonly transport: TransportOptions;
  readonly retry: RetryOptions;
  readonly hedge: HedgeOptions;
  readonly breaker: BreakerOptions;
  readonly concurrency: ConcurrencyOptions;
  readonly balancing: BalancingOptions;
  readonly ejection: EjectionOptions;
  readonly healthCheck: HealthCheckOptions;
  readonly deduplicate: DeduplicateOptions;
  readonly headers: HeaderOptions;
  readonly isMandatory: boolean;
  readonly priority: number;
}

export interface EndpointOptions {
  readonly url: string;
  /** Above 0. */
  readonly weight: number;
  /** The IP address to connect to. Undefined: the system resolves the host of `url`. */
  readonly address?: string | undefined;
  /** Calls go to the endpoints with the lowest number while one of them is usable. Default: 0. */
  readonly priority?: number | undefined;
}

export interface DiscoveryOptions {
  readonly dns: 'none' | 'a' | 'srv';
  /** Absolute path. */
  readonly file: string | undefined;
  readonly refreshMs: number;
}

export interface TransportOptions {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxResponseDepth: number;
  readonly maxResponseElements: number;
  /** The limit for path and query. */
  readonly maxUrlBytes: number;
  readonly maxHeaderBytes: number;
  readonly connections: number;
  readonly compression: 'none' | 'gzip';
  readonly protocol: 'http1' | 'h2' | 'h2c';
  readonly tls: TlsOptions | undefined;
  /** Lower-case name of the request header with the time in ms until this process stops waiting for the response. */
  readonly deadlineHeader: string;
}

/** File names are absolute paths. */
export interface TlsOptions {
  /** Key of these settings, e.g. `upstreams.all.tls`. */
  readonly setting: string;
  readonly ca?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  readonly serverName?: string | undefined;
  readonly pins?: readonly string[] | undefined;
}

/** The rules for all upstreams, followed by the rules for this one. */
export interface HeaderOptions {
  readonly request: readonly RequestHeaderRule[];
  readonly response: readonly ResponseHeaderRule[];
}

export interface RetryOptions {
  readonly attempts: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly statuses: readonly number[];
}

export interface HedgeOptions {
  readonly enabled: boolean;
  readonly percentile: number;
}

export interface BreakerOptions {
  readonly enabled: boolean;
  readonly failureRate: number;
  readonly minimumCalls: number;
  readonly windowMs: number;
  readonly openForMs: number;
  readonly maxOpenForMs: number;
  readonly rampMs: number;
  readonly slowCallMs: number | undefined;
  readonly errorCodes: readonly string[];
  readonly scope: 'endpoint' | 'coordinate';
}

export interface ConcurrencyOptions {
  readonly max: number;
  readonly adaptive: boolean;
  readonly min: number;
  readonly initial: number;
  readonly tolerance: number;
  readonly queue: number;
}

export interface BalancingOptions {
  readonly policy: 'roundRobin' | 'leastPending' | 'powerOfTwo' | 'consistentHash';
  /** `header:<name>` or `claim:<name>` */
  readonly hash?: string | undefined;
}

export interface EjectionOptions {
  readonly consecutiveFailures: number;
  readonly ejectForMs: number;
  readonly maxEjectForMs: number;
  readonly maxEjected: number;
}

export interface HealthCheckOptions {
  readonly path: string | undefined;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly unhealthyAfter: number;
  readonly healthyAfter: number;
}

export interface DeduplicateOptions {
  readonly enabled: boolean;
  readonly credentials: boolean;
}
