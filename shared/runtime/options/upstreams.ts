import { checkUpstreamNames } from '../../config/check/check-upstream-names.ts';
import { upstreamSettings } from '../../config/load-settings.ts';
import type { Settings } from '../../config/settings-schema.ts';
import { StartError } from '../../core/start-error.ts';
import type { SourceId } from '../../core/upstream-calls.ts';
import type { UpstreamsOptions } from '../../upstream/create-upstreams.ts';
import type { EndpointOptions, HeaderOptions, UpstreamOptions } from '../../upstream/upstream-options.ts';

/** The upstreams that a supergraph declares. */
export interface GraphUpstreams {
  /** Called over the network. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** Subgraphs that consist of connectors. */
  readonly connectors: readonly string[];
  readonly sources: readonly { readonly id: SourceId; readonly baseURL: string }[];
}

/**
 * Joins the graph's addresses with the settings for them. Throws `StartError` for an address that cannot be called, and
 * for settings about upstreams that the graph does not have.
 */
export function upstreamsOptions(
  settings: Settings,
  { subgraphs, connectors, sources }: GraphUpstreams,
): UpstreamsOptions {
  checkUpstreamNames(settings, {
    subgraphs: subgraphs.map(({ name }) => name),
    connectors,
    sources: sources.map(({ id }) => id.source),
  });
  return {
    subgraphs: subgraphs.map(({ name, url }) => upstreamOptions(settings, 'subgraphs', name, name, url)),
    sources: sources.map(({ id, baseURL }) => ({
      ...upstreamOptions(settings, 'sources', id.source, `${id.subgraph}.${id.source}`, baseURL),
      id,
    })),
    subjectHeader: settings.authentication.jwt?.subjectHeader,
    retryBudget: settings.retryBudget,
    missingCacheControl: settings.caching?.upstreamDefault,
  };
}

function upstreamOptions(
  settings: Settings,
  kind: 'subgraphs' | 'sources',
  key: string,
  name: string,
  url: string,
): UpstreamOptions {
  const own = upstreamSettings(settings, kind, key);
  const { retry, hedge, breaker, concurrency, balancing, ejection, healthCheck, deduplicate, discovery } =
    own;
  const endpoints = own.endpoints ?? [{ url: addressOf(own.url ?? url, kind, key), weight: 1 }];
  checkProtocol(own.protocol, endpoints, `upstreams.${kind}.${key}.protocol`);
  return {
    name,
    endpoints,
    discovery: discovery && { dns: discovery.dns, file: discovery.file, refreshMs: discovery.refresh },
    transport: {
      timeoutMs: own.timeout,
      connectTimeoutMs: own.connectTimeout,
      idleTimeoutMs: own.idleTimeout,
      maxResponseBytes: own.maxResponse,
      maxResponseDepth: own.maxResponseDepth,
      maxResponseElements: own.maxResponseElements,
      maxUrlBytes: own.maxUrl,
      maxHeaderBytes: own.maxHeaders,
      connections: own.connections,
      compression: own.compression,
      protocol: own.protocol,
      tls: own.tls && { ...own.tls, setting: tlsSetting(settings, kind, key) },
      deadlineHeader: settings.deadlineHeader,
    },
    retry: {
      attempts: retry.attempts,
      minBackoffMs: retry.minBackoff,
      maxBackoffMs: retry.maxBackoff,
      statuses: retry.statuses,
    },
    hedge,
    breaker: {
      enabled: breaker.enabled,
      failureRate: breaker.failureRate,
      minimumCalls: breaker.minimumCalls,
      windowMs: breaker.window,
      openForMs: breaker.openFor,
      maxOpenForMs: breaker.maxOpenFor,
      rampMs: breaker.ramp,
      slowCallMs: breaker.slowCall,
      errorCodes: breaker.errorCodes,
      scope: breaker.scope,
    },
    concurrency,
    balancing,
    ejection: {
      consecutiveFailures: ejection.consecutiveFailures,
      ejectForMs: ejection.ejectFor,
      maxEjectForMs: ejection.maxEjectFor,
      maxEjected: ejection.maxEjected,
    },
    healthCheck: {
      path: healthCheck.path,
      intervalMs: healthCheck.interval,
      timeoutMs: healthCheck.timeout,
      unhealthyAfter: healthCheck.unhealthyAfter,
      healthyAfter: healthCheck.healthyAfter,
    },
    deduplicate,
    headers: headerRules(settings, kind, key),
    isMandatory: own.mandatory,
    priority: own.priority,
  };
}

function headerRules({ headers }: Settings, kind: 'subgraphs' | 'sources', name: string): HeaderOptions {
  const own = headers[kind][name];
  return {
    request: [...headers.all.request, ...(own?.request ?? [])],
    response: [...headers.all.response, ...(own?.response ?? [])],
  };
}

/** Returns the setting of the certificates, which are not merged with those of `all`. */
function tlsSetting({ upstreams }: Settings, kind: 'subgraphs' | 'sources', name: string): string {
  return upstreams[kind][name]?.tls === undefined ? 'upstreams.all.tls' : `upstreams.${kind}.${name}.tls`;
}

function checkProtocol(
  protocol: 'http1' | 'h2' | 'h2c',
  endpoints: readonly EndpointOptions[],
  key: string,
): void {
  if (protocol === 'http1') return;
  const scheme = protocol === 'h2' ? 'https:' : 'http:';
  const mismatch = endpoints.find(({ url }) => !url.startsWith(scheme));
  if (mismatch === undefined) return;
  throw new StartError({
    key,
    message: `found ${protocol} for ${mismatch.url}; allowed only with ${scheme} URLs`,
  });
}

function addressOf(url: string, kind: string, name: string): EndpointOptions['url'] {
  if (/^https?:/.test(url) && URL.canParse(url)) return url;
  throw new StartError({
    key: `upstreams.${kind}.${name}.url`,
    message: `the supergraph has the address ${JSON.stringify(url)} for ${name}; set an http or https URL here`,
  });
}
