import type { EndpointStatus } from '../../core/status.ts';
import type { Endpoint } from '../create-endpoint.ts';
import type { UpstreamCall } from '../upstream-call.ts';
import type { EndpointOptions } from '../upstream-options.ts';
import type { Candidate } from './policies/balancing-policy.ts';
import { hashText } from './policies/hash-text.ts';

/** One of several endpoints, with its health and its load. */
export class Member<Content = unknown> implements Candidate {
  readonly key: string;
  /** The URL for operators: origin and path, with the IP address in place of a host name that has several. */
  readonly shownUrl: string;
  readonly hash: number;
  readonly options: EndpointOptions;
  readonly endpoint: Endpoint<Content>;
  weight: number;
  priority: number;
  credit = 0;
  isHealthy = true;
  isEjected = false;
  /** Returned from an ejection, without a good response since: it receives one call at a time. */
  isOnProbation = false;
  consecutiveFailures = 0;
  /** The number of ejections, less those that were forgiven. */
  ejections = 0;
  /** When the last ejection ends or ended. */
  returnsAtMs = 0;
  returnTimer: NodeJS.Timeout | undefined;

  constructor(options: EndpointOptions, endpoint: Endpoint<Content>) {
    this.key = keyOf(options);
    this.shownUrl = shownUrlOf(options);
    this.hash = hashText(this.key);
    this.options = options;
    this.endpoint = endpoint;
    this.weight = options.weight;
    this.priority = options.priority ?? 0;
  }

  get inFlight(): number {
    return this.endpoint.inFlight;
  }

  get isUsable(): boolean {
    return this.isHealthy && !this.isEjected;
  }

  /** Whether the member accepts this call. */
  takes(call: UpstreamCall): boolean {
    return this.endpoint.isAvailable(call) && !(this.isOnProbation && this.inFlight > 0);
  }

  status(): EndpointStatus {
    const { shownUrl: url, weight, isHealthy } = this;
    const ejectedForMs = this.isEjected ? Math.max(0, this.returnsAtMs - performance.now()) : undefined;
    return { ...this.endpoint.status(), url, weight, isHealthy, ejectedForMs };
  }
}

/** Returns the identity of an endpoint. */
export function keyOf({ url, address = '' }: EndpointOptions): string {
  return `${url} ${address}`;
}

function shownUrlOf({ url, address }: EndpointOptions): string {
  const { protocol, host, hostname, pathname } = new URL(url);
  const literal = address?.includes(':') ? `[${address}]` : address;
  return `${protocol}//${literal === undefined ? host : host.replace(hostname, () => literal)}${pathname}`;
}
