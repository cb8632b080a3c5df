import { z } from 'zod';
import { duration, size } from '../units.ts';

const age = (description: string) =>
  duration({ min: '0s', max: '365d' }).prefault('0s').describe(description);

const ages = {
  maxAge: age(
    'How long a cache may reuse a response without revalidation. With 0s and none of the settings below, each use is revalidated by its `ETag`.',
  ),
  staleWhileRevalidate: age('How much longer a cache may reuse it while it revalidates the response.'),
  staleIfError: age('How much longer a cache may reuse it when revalidation fails.'),
};

/** Which responses caches may store. */
export const cachingSettings = z
  .strictObject({
    anonymous: z
      .strictObject({
        scope: z
          .enum(['public', 'private'])
          .default('public')
          .describe('`private`: shared caches must not store the response.'),
        ...ages,
        sharedMaxAge: duration({ min: '0s', max: '365d' })
          .optional()
          .describe('`maxAge` for shared caches. Requires `scope: public`.'),
      })
      .optional()
      .describe(
        'Responses to queries without a user, a cookie or an `authorization` header. Not set: only the client may store the response, and it revalidates each use.',
      ),
    signedIn: z
      .strictObject(ages)
      .prefault({})
      .describe('All other responses to queries. They are `private`.'),
    upstreamDefault: z
      .enum(['ignore', 'noStore'])
      .default('ignore')
      .describe(
        'The effect of an upstream response without `Cache-Control` and `Expires`. `ignore`: none. `noStore`: the client response must not be stored.',
      ),
    responses: z
      .strictObject({
        enabled: z.boolean().default(false).describe('Whether responses to GET requests are cached.'),
        memory: size({ min: '1MB', max: '4GB' })
          .prefault('64MB')
          .describe('Maximum size of the cache. The least recently used responses are evicted first.'),
      })
      .prefault({})
      .describe(
        'A cache of whole responses in the process. It stores `public` responses, and `private` ones for the user and token of the request, for as long as a shared cache may store them.',
      ),
  })
  .describe(
    'Upper bounds for the `Cache-Control` header of responses to queries. The `Cache-Control` headers of upstreams restrict it further. Without this section responses have neither `Cache-Control` nor `ETag`.',
  );

/** How responses are compressed. */
export const compressionSettings = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether responses are compressed for clients that accept it.'),
    encodings: z
      .array(z.enum(['br', 'gzip']))
      .min(1)
      .max(2)
      .default(['br', 'gzip'])
      .describe('Supported encodings, in the order of preference that applies when the client has none.'),
    minimum: size({ min: '0KB', max: '16MB' })
      .prefault('1KB')
      .describe('Minimum size of a response that is compressed.'),
  })
  .prefault({})
  .describe('How GraphQL responses are compressed. Changes require a restart.');
