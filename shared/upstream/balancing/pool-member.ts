import type { EndpointStatus } from '../../core/status.ts';
import type { Endpoint } from '../create-endpoint.ts';
import type { UpstreamCall } from '../upstream-call.ts';
import type { EndpointOptions } from '../upstream-options.ts';
import type { Candidate } from './policies/balancing-policy.ts';
import { hashText } from './policies/hash-text.ts';

/** An endpoint of several, and what is held for and against it. */
export class Member<Content = unknown> implements Candidate {
  readonly key: string;
  /** What operators are shown: origin and path, with the address in place of a name that has several. */
  readonly shownUrl: string;
  readonly hash: number;
  readonly options: EndpointOptions;
  readonly endpoint: Endpoint<Content>;
  weight: number;
  priority: number;
  credit = 0;
  isHealthy = true;
  isEjected = false;
  /** Back from an ejection, and without a good answer since: it gets one call at a time. */
  isOnProbation = false;
  failuresInRow = 0;
  /** How often it was ejected, less what was forgiven. */
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

  /** Whether this call may be sent to it. */
  takes(call: UpstreamCall): boolean {
    return this.endpoint.isAvailable(call) && !(this.isOnProbation && this.inFlight > 0);
  }

  status(): EndpointStatus {
    const { shownUrl: url, weight, isHealthy } = this;
    const ejectedForMs = this.isEjected ? Math.max(0, this.returnsAtMs - performance.now()) : undefined;
    return { ...this.endpoint.status(), url, weight, isHealthy, ejectedForMs };
  }
}

/** Equal for two that are the same endpoint. */
export function keyOf({ url, address = '' }: EndpointOptions): string {
  return `${url} ${address}`;
}

function shownUrlOf({ url, address }: EndpointOptions): string {
  const { protocol, host, hostname, pathname } = new URL(url);
  const literal = address?.includes(':') ? `[${address}]` : address;
  return `${protocol}//${literal === undefined ? host : host.replace(hostname, () => literal)}${pathname}`;
}
