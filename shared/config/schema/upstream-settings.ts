import { z } from 'zod';
import {
  balancing,
  breaker,
  concurrency,
  connection,
  deduplicate,
  discovery,
  ejection,
  endpoint,
  healthCheck,
  hedge,
  httpUrl,
  retry,
  tls,
} from './upstream-fields.ts';

const sections = {
  tls: 'TLS certificates.',
  retry: 'Retries of failed reads.',
  hedge: 'Hedging: slow reads are sent a second time.',
  breaker: 'The circuit breaker.',
  concurrency: 'The limit of calls in flight.',
  balancing: 'Load balancing between endpoints.',
  ejection: 'Ejection of failing endpoints (outlier detection).',
  healthCheck: 'Active health checks of endpoints.',
  deduplicate: 'Deduplication of calls of several client requests.',
  discovery: 'Service discovery: the source of the endpoints.',
} as const;

const optional = {
  tls: z.strictObject(tls).partial().optional().describe(sections.tls),
};

/** The settings of every upstream, with their defaults. */
export const upstreamDefaults = z.strictObject({
  timeout: connection.timeout.prefault('3s'),
  connectTimeout: connection.connectTimeout.prefault('1s'),
  idleTimeout: connection.idleTimeout.prefault('2s'),
  maxResponse: connection.maxResponse.prefault('8MB'),
  maxResponseDepth: connection.maxResponseDepth.default(64),
  maxResponseElements: connection.maxResponseElements.default(150_000),
  maxUrl: connection.maxUrl.prefault('8KB'),
  maxHeaders: connection.maxHeaders.prefault('16KB'),
  connections: connection.connections.default(100),
  compression: connection.compression.default('none'),
  protocol: connection.protocol.default('http1'),
  mandatory: connection.mandatory.default(false),
  priority: connection.priority.default(100),
  tls: optional.tls,
  retry: z
    .strictObject({
      attempts: retry.attempts.default(1),
      minBackoff: retry.minBackoff.prefault('25ms'),
      maxBackoff: retry.maxBackoff.prefault('250ms'),
      statuses: retry.statuses.default([429, 502, 503, 504]),
    })
    .prefault({})
    .describe(sections.retry),
  hedge: z
    .strictObject({ enabled: hedge.enabled.default(false), percentile: hedge.percentile.default(0.95) })
    .prefault({})
    .describe(sections.hedge),
  breaker: z
    .strictObject({
      enabled: breaker.enabled.default(true),
      failureRate: breaker.failureRate.default(0.5),
      minimumCalls: breaker.minimumCalls.default(20),
      window: breaker.window.prefault('10s'),
      openFor: breaker.openFor.prefault('5s'),
      maxOpenFor: breaker.maxOpenFor.prefault('1m'),
      ramp: breaker.ramp.prefault('5s'),
      slowCall: breaker.slowCall.optional(),
      errorCodes: breaker.errorCodes.default([]),
      scope: breaker.scope.default('endpoint'),
    })
    .prefault({})
    .describe(sections.breaker),
  concurrency: z
    .strictObject({
      max: concurrency.max.default(100),
      adaptive: concurrency.adaptive.default(true),
      min: concurrency.min.default(20),
      initial: concurrency.initial.default(100),
      tolerance: concurrency.tolerance.default(1.5),
      queue: concurrency.queue.default(1000),
    })
    .prefault({})
    .describe(sections.concurrency),
  balancing: z
    .strictObject({ policy: balancing.policy.default('roundRobin'), hash: balancing.hash.optional() })
    .prefault({})
    .describe(sections.balancing),
  ejection: z
    .strictObject({
      consecutiveFailures: ejection.consecutiveFailures.default(5),
      ejectFor: ejection.ejectFor.prefault('30s'),
      maxEjectFor: ejection.maxEjectFor.prefault('5m'),
      maxEjected: ejection.maxEjected.default(0.5),
    })
    .prefault({})
    .describe(sections.ejection),
  healthCheck: z
    .strictObject({
      path: healthCheck.path.optional(),
      interval: healthCheck.interval.prefault('5s'),
      timeout: healthCheck.timeout.prefault('1s'),
      unhealthyAfter: healthCheck.unhealthyAfter.default(2),
      healthyAfter: healthCheck.healthyAfter.default(2),
    })
    .prefault({})
    .describe(sections.healthCheck),
  deduplicate: z
    .strictObject({
      enabled: deduplicate.enabled.default(true),
      credentials: deduplicate.credentials.default(false),
    })
    .prefault({})
    .describe(sections.deduplicate),
});

/** The overrides for one upstream; all are optional. */
export const upstreamOverride = z
  .strictObject({
    url: httpUrl.describe('Replaces the URL of the supergraph.').optional(),
    endpoints: z.array(endpoint).min(1).max(1000).optional().describe('Several instances, instead of `url`.'),
    ...z.strictObject(connection).partial().shape,
    tls: optional.tls,
    retry: z.strictObject(retry).partial().optional().describe(sections.retry),
    hedge: z.strictObject(hedge).partial().optional().describe(sections.hedge),
    breaker: z.strictObject(breaker).partial().optional().describe(sections.breaker),
    concurrency: z.strictObject(concurrency).partial().optional().describe(sections.concurrency),
    balancing: z.strictObject(balancing).partial().optional().describe(sections.balancing),
    ejection: z.strictObject(ejection).partial().optional().describe(sections.ejection),
    healthCheck: z.strictObject(healthCheck).partial().optional().describe(sections.healthCheck),
    deduplicate: z.strictObject(deduplicate).partial().optional().describe(sections.deduplicate),
    discovery: z
      .strictObject({
        dns: discovery.dns.default('none'),
        file: discovery.file.optional(),
        refresh: discovery.refresh.prefault('30s'),
      })
      .optional()
      .describe(sections.discovery),
  })
  .describe('Overrides of `upstreams.all` for this upstream.');
