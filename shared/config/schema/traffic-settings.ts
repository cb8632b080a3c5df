import { z } from 'zod';
import { duration, size } from '../units.ts';

/** The connections and memory that clients may hold outside of request processing. Part of the settings `overload`. */
export const trafficSettings = {
  connections: z
    .strictObject({
      max: z
        .int()
        .min(1)
        .max(100_000)
        .optional()
        .describe(
          'Maximum number of client connections. Further connections are closed on arrival. Not set: 5,000, or half of the open-file limit of the process if that is less.',
        ),
      perAddress: z
        .int()
        .min(1)
        .max(100_000)
        .optional()
        .describe(
          'Maximum number of connections from one client address (IPv6: from one /64). Further connections are closed on arrival. Not set: no limit, because behind a load balancer all connections come from a few addresses.',
        ),
      pipelined: z
        .int()
        .min(0)
        .max(1000)
        .default(16)
        .describe(
          'Maximum number of pipelined requests of one connection: requests whose responses wait for that of an earlier request. Further ones are refused with SERVER_OVERLOADED.',
        ),
      headersTimeout: duration({ min: '100ms', max: '5m' })
        .prefault('10s')
        .describe('Timeout for receiving all header fields of a request, from its first byte.'),
    })
    .prefault({})
    .describe('Limits of client connections.'),
  bodies: z
    .strictObject({
      max: z
        .int()
        .min(1)
        .max(100_000)
        .default(1000)
        .describe(
          'Maximum number of request bodies that are received at once. When it is exceeded, the oldest is aborted with REQUEST_TIMEOUT.',
        ),
      memory: size({ min: '64KB', max: '4GB' })
        .prefault('32MB')
        .describe(
          'Maximum size of all incomplete request bodies together. When it is exceeded, the oldest are aborted with REQUEST_TIMEOUT.',
        ),
      timeout: duration({ min: '100ms', max: '10m' })
        .prefault('15s')
        .describe(
          'Timeout for receiving the body of a request. After it, the request is aborted with REQUEST_TIMEOUT.',
        ),
      minRate: size({ min: '0B', max: '1MB' })
        .prefault('100B')
        .describe(
          'Minimum bytes per second, on average since the start of the body. After 5 s, a slower body is aborted with REQUEST_TIMEOUT.',
        ),
    })
    .prefault({})
    .describe(
      'Limits of request bodies that have not arrived completely. They do not count towards `concurrency`.',
    ),
  responses: z
    .strictObject({
      memory: size({ min: '1MB', max: '64GB' })
        .prefault('64MB')
        .describe(
          'Maximum size of all responses that clients have not read yet; a cached response counts once. Above it, connections that read less than 16 KB per second are destroyed, slowest first. Above four times this size, requests are refused with SERVER_OVERLOADED.',
        ),
      idleTimeout: duration({ min: '1s', max: '10m' })
        .prefault('30s')
        .describe('A connection whose client reads no byte of its response for this long is destroyed.'),
    })
    .prefault({})
    .describe('Limits of responses that clients have not read. They do not count towards `concurrency`.'),
};
