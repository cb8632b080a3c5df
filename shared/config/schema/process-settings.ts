import { z } from 'zod';
import { duration } from '../units.ts';
import { trafficSettings } from './traffic-settings.ts';

const share = z.number().min(0.1).max(1);

const redisUrlError = 'allowed is a redis or rediss URL';

/** When a process refuses work that it cannot do in time. */
export const overloadSettings = z
  .strictObject({
    concurrency: z
      .strictObject({
        max: z.int().min(1).max(100_000).default(256).describe('Most client requests in work.'),
        adaptive: z
          .boolean()
          .default(true)
          .describe(
            'Whether the limit follows the latency that is observed. It goes down only while the process itself is busy: a slow upstream is no reason to refuse requests.',
          ),
        min: z
          .int()
          .min(1)
          .max(100_000)
          .default(64)
          .describe(
            'The adaptive limit does not go below this. Not set, it gives way to a lower `max`. So many connections that always have one request under way are served, however slow that makes each.',
          ),
        initial: z.int().min(1).max(100_000).default(256).describe('Where the adaptive limit begins.'),
        tolerance: z
          .number()
          .min(1)
          .max(10)
          .default(1.5)
          .describe('How many times its long-term mean a latency may be before the limit goes down.'),
      })
      .prefault({})
      .describe(
        'How many requests are worked on at once; the next one is refused. A request counts from when all of it has arrived until its response is made.',
      ),
    ...trafficSettings,
    eventLoopDelay: duration({ min: '10ms', max: '10s' })
      .prefault('200ms')
      .describe(
        'When the event loop is late by more than this again and again (p99 of each tenth of the last second, the two longest stalls aside), a share of the requests is refused: half of them at twice the delay, two thirds at three times.',
      ),
    heap: share
      .default(0.85)
      .describe(
        'Share of the largest possible heap above which caches are dropped and a share of the requests is refused, which grows up to `heapCritical`.',
      ),
    heapCritical: share
      .default(0.95)
      .describe('Share of the largest possible heap above which all requests are refused.'),
    unreadyAfter: z
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe('After so many refusals within 5 s the process says that it is not ready, for 10 s.'),
  })
  .prefault({})
  .describe(
    'When requests are refused with SERVER_OVERLOADED, and a Retry-After, because there is too much to do.',
  );

export const redisSettings = z
  .strictObject({
    url: z
      .url({ protocol: /^rediss?$/, error: redisUrlError, abort: true })
      .refine((url) => /^\/?\d{0,5}$/.test(new URL(url).pathname), {
        error: 'allowed behind the address is the number of a database',
      })
      // For editors and the reference: of a URL, JSON Schema knows no scheme.
      .meta({ pattern: '^[Rr][Ee][Dd][Ii][Ss][Ss]?:', patternErrorMessage: redisUrlError })
      .describe('Where it is.'),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9:_-]{1,64}$/, 'letters, digits, :, _ and -')
      .default('frontage')
      .describe(
        'What every key begins with; the name of the client follows, but for the shares of upstreams, which all clients have in common.',
      ),
    connectTimeout: duration({ min: '10ms', max: '1m' }).prefault('1s').describe('Longest time to connect.'),
    commandTimeout: duration({ min: '1ms', max: '10s' })
      .prefault('50ms')
      .describe('Longest time for a command; then it is as if Redis had nothing.'),
  })
  .describe(
    'What the processes of a client have in common, and through which those of all clients divide the capacity of upstreams. Without it each has its own.',
  );

/** A port for operators. */
export const adminSettings = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
    port: z.int().min(0).max(65_535).describe('Port to listen on; 0 takes any free one.'),
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
        'Host names that requests may carry, beside those of the loopback, `host` and the address that the connection was made to. Others are refused with HOST_NOT_ALLOWED, so that no web page can reach this port through a DNS name of its own.',
      ),
  })
  .describe('Where operators read `GET /status`. Not set: nowhere.');

export const retryBudgetSettings = z
  .strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe(
        'Retries and hedges as a share of the calls: of those in flight, and of those to each upstream in the last ten seconds.',
      ),
    minimum: z.int().min(0).max(1000).default(3).describe('So many are always allowed.'),
  })
  .prefault({})
  .describe('How much retries and hedges may add to the load of all upstreams together.');
