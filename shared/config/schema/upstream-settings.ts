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
  tls: 'Certificates.',
  retry: 'When a failed read is tried again.',
  hedge: 'When a slow read is asked twice.',
  breaker: 'When calls stop for a while.',
  concurrency: 'How many calls may be in flight.',
  balancing: 'Which endpoint a call goes to.',
  ejection: 'When an endpoint that fails is passed over.',
  healthCheck: 'How endpoints are looked after while nobody calls them.',
  deduplicate: 'Which calls are made once for several client requests.',
  discovery: 'Where endpoints come from.',
} as const;

const optional = {
  tls: z.strictObject(tls).partial().optional().describe(sections.tls),
};

/** What holds for every upstream, with the defaults. */
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

/** What differs for one upstream: everything may be left out. */
export const upstreamOverride = z
  .strictObject({
    url: httpUrl.describe('Replaces the address that the supergraph gives.').optional(),
    endpoints: z
      .array(endpoint)
      .min(1)
      .max(1000)
      .optional()
      .describe('The addresses of several instances, instead of `url`.'),
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
  .describe('What differs from `upstreams.all` for this one.');
