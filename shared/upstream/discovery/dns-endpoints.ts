import { Resolver } from 'node:dns/promises';
import { upstreamEvent } from '../../core/channels.ts';
import type { EndpointOptions } from '../upstream-options.ts';
import { DnsLookup, type DnsResolver } from './dns-lookup.ts';
import { EndpointList, type EndpointSource, maxEndpoints } from './endpoint-source.ts';

export interface DnsEndpointsOptions {
  /** The upstream's name. */
  readonly name: string;
  /** Their hosts are the names to resolve. */
  readonly endpoints: readonly EndpointOptions[];
  /** `a`: A or AAAA records. `srv`: SRV records (RFC 2782), then A or AAAA of their targets. */
  readonly kind: 'a' | 'srv';
  readonly refreshMs: number;
  /** Default: the system's resolver. */
  readonly resolver?: DnsResolver | undefined;
  /** From 0 up to 1: spreads the queries of many processes. */
  random(): number;
}

const firstPauseMs = 1000;
const hostName = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?$/;

/**
 * Creates an endpoint for every address of a name; calls use the name. Queries DNS again within each `refreshMs`, sooner
 * while no address is known. Known endpoints remain until DNS returns others: a failure of DNS does not mean that the
 * endpoints fail.
 */
export function createDnsEndpoints(options: DnsEndpointsOptions): EndpointSource {
  const { name, endpoints, kind, refreshMs, random } = options;
  const resolver = options.resolver ?? new Resolver({ timeout: 2000, tries: 2 });
  const list = new EndpointList([]);
  const expand = kind === 'a' ? expandAddresses : expandServices;
  let last: DnsLookup | undefined;
  let pauseMs = firstPauseMs;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  async function refresh(): Promise<void> {
    const lookup = new DnsLookup(resolver, last);
    const found = (await Promise.all(endpoints.map((endpoint) => expand(endpoint, lookup)))).flat();
    if (isClosed) return;
    last = lookup;
    if (found.length > maxEndpoints) {
      lookup.problems.push(`DNS returned ${found.length} addresses; only ${maxEndpoints} are used`);
      found.length = maxEndpoints;
    }
    for (const reason of lookup.problems)
      upstreamEvent.publish({ upstream: name, event: 'discovery failed', reason });
    if (found.length > 0 && JSON.stringify(found) !== JSON.stringify(list.current)) list.replace(found);
    pauseMs = found.length > 0 ? refreshMs : Math.min(pauseMs * 2, refreshMs);
    timer = setTimeout(refresh, pauseMs * (0.8 + 0.2 * random())).unref();
  }

  return {
    get current() {
      return list.current;
    },
    ready: refresh(),
    subscribe: (listener) => list.subscribe(listener),
    close() {
      isClosed = true;
      clearTimeout(timer);
      resolver.cancel();
    },
  };
}

async function expandAddresses(endpoint: EndpointOptions, lookup: DnsLookup): Promise<EndpointOptions[]> {
  const addresses = await lookup.addressesOf(new URL(endpoint.url).hostname);
  return addresses.map((address) => ({ ...endpoint, address }));
}

async function expandServices(endpoint: EndpointOptions, lookup: DnsLookup): Promise<EndpointOptions[]> {
  const { protocol, hostname, pathname, search } = new URL(endpoint.url);
  const services = (await lookup.servicesOf(hostname)).slice(0, maxEndpoints);
  const hasWeights = services.some(({ weight }) => weight > 0);
  const expanded = services.map(async (service) => {
    if (!hostName.test(service.name)) {
      lookup.problems.push(
        `DNS returned ${JSON.stringify(service.name)} for ${hostname}, which is not a host name`,
      );
      return [];
    }
    const url = `${protocol}//${service.name}:${service.port}${pathname}${search}`;
    // RFC 2782: a weight of 0 beside others has "a very small chance of being selected".
    const weight = endpoint.weight * (hasWeights ? service.weight || 0.01 : 1);
    return expandAddresses({ url, weight, priority: service.priority }, lookup);
  });
  return (await Promise.all(expanded)).flat();
}
