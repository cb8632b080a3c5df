import { z } from 'zod';
import { duration, size } from '../units.ts';

const age = (description: string) =>
  duration({ min: '0s', max: '365d' }).prefault('0s').describe(description);

const ages = {
  maxAge: age(
    'How long an answer may be used again without asking. With 0s, and nothing below, it is asked for each time, by its `ETag`.',
  ),
  staleWhileRevalidate: age('How much longer, while another one is asked for.'),
  staleIfError: age('How much longer, when there is no other one.'),
};

/** Which answers caches may keep. */
export const cachingSettings = z
  .strictObject({
    anonymous: z
      .strictObject({
        scope: z
          .enum(['public', 'private'])
          .default('public')
          .describe('`private`: caches that several users share may not keep it.'),
        ...ages,
        sharedMaxAge: duration({ min: '0s', max: '365d' })
          .optional()
          .describe('`maxAge` for caches that several users share; with `scope: public`.'),
      })
      .optional()
      .describe(
        'Answers to queries without a user, a cookie and an `authorization`. Not set: the client may keep its own, and asks each time.',
      ),
    signedIn: z.strictObject(ages).prefault({}).describe('All other answers to queries; they are `private`.'),
    upstreamDefault: z
      .enum(['ignore', 'noStore'])
      .default('ignore')
      .describe(
        'What an upstream that sends no `Cache-Control` and no `Expires` says: nothing (`ignore`), or that nobody may keep the answer.',
      ),
    answers: z
      .strictObject({
        enabled: z.boolean().default(false).describe('Whether answers to GET requests are kept.'),
        memory: size({ min: '1MB', max: '4GB' })
          .prefault('64MB')
          .describe('How much of them; what was asked for least recently goes first.'),
      })
      .prefault({})
      .describe(
        'A cache of whole answers in the process. It keeps what is `public`, and what is `private` for the user and the token that it was for; as long as a cache that several users share may.',
      ),
  })
  .describe(
    'What caches are told of answers to queries: the most that they may do. What upstreams say in `Cache-Control` restricts it further. Without this section nothing is told, and there is no `ETag`.',
  );

/** How answers are compressed. */
export const compressionSettings = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether answers are compressed for clients that accept it.'),
    encodings: z
      .array(z.enum(['br', 'gzip']))
      .min(1)
      .max(2)
      .default(['br', 'gzip'])
      .describe('In which ways; the one that is preferred, where a client has no preference, first.'),
    minimum: size({ min: '0KB', max: '16MB' }).prefault('1KB').describe('A shorter answer is sent as it is.'),
  })
  .prefault({})
  .describe('How answers to GraphQL requests are compressed. Needs a restart.');
