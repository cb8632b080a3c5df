import type { UpstreamOptions } from '../upstream-options.ts';
import { createDnsEndpoints } from './dns-endpoints.ts';
import type { DnsResolver } from './dns-lookup.ts';
import type { EndpointSource } from './endpoint-source.ts';
import { createFileEndpoints } from './file-endpoints.ts';
import { createStaticEndpoints } from './static-endpoints.ts';

/** Creates the source that the settings select. Throws `StartError` for a file that cannot be used. */
export function createEndpointSource(
  { name, endpoints, discovery }: Pick<UpstreamOptions, 'name' | 'endpoints' | 'discovery'>,
  { resolver, random }: { readonly resolver: DnsResolver | undefined; random(): number },
): EndpointSource {
  const { file, dns = 'none', refreshMs = 0 } = discovery ?? {};
  if (file !== undefined) return createFileEndpoints({ name, file, pollMs: refreshMs });
  if (dns === 'none') return createStaticEndpoints(endpoints);
  return createDnsEndpoints({ name, endpoints, kind: dns, refreshMs, resolver, random });
}
