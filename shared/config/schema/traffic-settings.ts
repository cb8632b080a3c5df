import { z } from 'zod';
import { duration, size } from '../units.ts';

/** What clients may hold while nothing is worked on for them; part of the settings `overload`. */
export const trafficSettings = {
  connections: z
    .strictObject({
      max: z
        .int()
        .min(1)
        .max(100_000)
        .optional()
        .describe(
          'Most client connections; further ones are closed as they come. Not set: 5,000, or half of the files that the process may open if that is less.',
        ),
      perAddress: z
        .int()
        .min(1)
        .max(100_000)
        .optional()
        .describe(
          'Most connections from one client address (of IPv6: from one /64); further ones are closed as they come. Not set: no bound, since behind a load balancer all connections come from a few addresses.',
        ),
      pipelined: z
        .int()
        .min(0)
        .max(1000)
        .default(16)
        .describe(
          'Most requests of one connection whose responses wait for that of an earlier request; further ones are refused with SERVER_OVERLOADED.',
        ),
      headersTimeout: duration({ min: '100ms', max: '5m' })
        .prefault('10s')
        .describe('Longest time for all header fields of a request, counted from its first byte.'),
    })
    .prefault({})
    .describe('How many connections clients may have.'),
  bodies: z
    .strictObject({
      max: z
        .int()
        .min(1)
        .max(100_000)
        .default(1000)
        .describe(
          'Most request bodies that are received at once. When there is one more, the one that began first is ended with REQUEST_TIMEOUT.',
        ),
      memory: size({ min: '64KB', max: '4GB' })
        .prefault('32MB')
        .describe(
          'Most bytes of bodies of which a part has not arrived, together. Above it, those that began first are ended with REQUEST_TIMEOUT.',
        ),
      timeout: duration({ min: '100ms', max: '10m' })
        .prefault('15s')
        .describe('Longest time for the body of a request; then it is ended with REQUEST_TIMEOUT.'),
      minRate: size({ min: '0B', max: '1MB' })
        .prefault('100B')
        .describe(
          'Fewest bytes a second, on average since the body began. A body that after 5 s is slower is ended with REQUEST_TIMEOUT.',
        ),
    })
    .prefault({})
    .describe('Request bodies that are still on their way. They take no place of `concurrency`.'),
  responses: z
    .strictObject({
      memory: size({ min: '1MB', max: '64GB' })
        .prefault('64MB')
        .describe(
          'Most bytes of responses that wait for clients to read them, together; a kept answer counts once. Above it, connections that take less than 16 KB a second are destroyed, slowest first; above four times as much, requests are refused with SERVER_OVERLOADED.',
        ),
      idleTimeout: duration({ min: '1s', max: '10m' })
        .prefault('30s')
        .describe('A connection whose client takes no byte of its response for so long is destroyed.'),
    })
    .prefault({})
    .describe('Responses that clients have not read. They take no place of `concurrency`.'),
};
