import { z } from 'zod';
import { duration } from '../units.ts';
import { trafficSettings } from './traffic-settings.ts';

const share = z.number().min(0.1).max(1);

const redisUrlError = 'allowed is a redis or rediss URL';

/** When a process refuses requests that it cannot serve in time. */
export const overloadSettings = z
  .strictObject({
    concurrency: z
      .strictObject({
        max: z
          .int()
          .min(1)
          .max(100_000)
          .default(256)
          .describe('Maximum number of client requests in progress.'),
        adaptive: z
          .boolean()
          .default(true)
          .describe(
            'Whether the limit adapts to the observed latency. It decreases only while the process itself is busy: a slow upstream is no reason to refuse requests.',
          ),
        min: z
          .int()
          .min(1)
          .max(100_000)
          .default(64)
          .describe(
            'Lower bound of the adaptive limit. Not set: 64, or `max` if that is lower. This number of connections with one request in flight each is always served, regardless of the latency.',
          ),
        initial: z.int().min(1).max(100_000).default(256).describe('Initial value of the adaptive limit.'),
        tolerance: z
          .number()
          .min(1)
          .max(10)
          .default(1.5)
          .describe('Ratio of the current latency to its long-term mean above which the limit decreases.'),
      })
      .prefault({})
      .describe(
        'How many requests are processed at once; further ones are refused. A request counts from its complete arrival until its response is produced.',
      ),
    ...trafficSettings,
    eventLoopDelay: duration({ min: '10ms', max: '10s' })
      .prefault('200ms')
      .describe(
        'When the event loop is repeatedly delayed by more than this (p99 of each tenth of the last second, without the two longest stalls), a share of the requests is refused: half at twice the delay, two thirds at three times.',
      ),
    heap: share
      .default(0.85)
      .describe(
        'Share of the heap limit above which caches are cleared and a share of the requests is refused. The share of refused requests grows up to `heapCritical`.',
      ),
    heapCritical: share
      .default(0.95)
      .describe('Share of the heap limit above which all requests are refused.'),
    unreadyAfter: z
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe(
        'Number of refusals within 5 s after which the process reports for 10 s that it is not ready.',
      ),
  })
  .prefault({})
  .describe(
    'When the process is overloaded and refuses requests with SERVER_OVERLOADED and a `Retry-After` header.',
  );

export const redisSettings = z
  .strictObject({
    url: z
      .url({ protocol: /^rediss?$/, error: redisUrlError, abort: true })
      .refine((url) => /^\/?\d{0,5}$/.test(new URL(url).pathname), {
        error: 'allowed after the address is a database number',
      })
      // For editors and the reference: JSON Schema cannot restrict the scheme of a URL.
      .meta({ pattern: '^[Rr][Ee][Dd][Ii][Ss][Ss]?:', patternErrorMessage: redisUrlError })
      .describe('The URL of the Redis server.'),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9:_-]{1,64}$/, 'letters, digits, :, _ and -')
      .default('frontage')
      .describe(
        'Prefix of every key. The client name follows it, except in the keys of upstream capacity shares, which all clients have in common.',
      ),
    connectTimeout: duration({ min: '10ms', max: '1m' }).prefault('1s').describe('Timeout for connecting.'),
    commandTimeout: duration({ min: '1ms', max: '10s' })
      .prefault('50ms')
      .describe('Timeout of a command. After it, the process continues as if Redis had no value.'),
  })
  .describe(
    'The Redis store that the processes of a client share. Through it, the processes of all clients also divide the capacity of upstreams. Without it, each process has its own store and limits.',
  );

/** The port for operators. */
export const adminSettings = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
    port: z.int().min(0).max(65_535).describe('Port to listen on; 0 selects a free port.'),
    hosts: z
      .array(
        z
          .string()
          .regex(
            /^[A-Za-z0-9._:-]{1,255}$/,
            'a host name or address without a port, such as frontage.internal',
          ),
      )
      .max(100)
      .default([])
      .describe(
        'Host names that requests may use, besides those of the loopback, `host` and the address of the connection. Requests with other host names are refused with HOST_NOT_ALLOWED, so that a web page cannot reach this port through a DNS name of its own (DNS rebinding).',
      ),
  })
  .describe('The listener of `GET /status`, for operators. Not set: no listener.');

export const retryBudgetSettings = z
  .strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe(
        'Maximum share of retries and hedged calls: among the calls in flight, and among the calls to each upstream in the last ten seconds.',
      ),
    minimum: z
      .int()
      .min(0)
      .max(1000)
      .default(3)
      .describe('Number of retries and hedged calls that are always allowed.'),
  })
  .prefault({})
  .describe('How much load retries and hedged calls may add to all upstreams together.');
