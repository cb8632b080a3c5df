import { z } from 'zod';
import { size } from '../units.ts';

/** Forms of an answer beside plain JSON. */
export const wireFormSettings = z
  .strictObject({
    compact: z
      .boolean()
      .default(false)
      .describe(
        'Whether `Accept: application/vnd.frontage.compact+json` is answered with equal parts written once and lists of objects as rows.',
      ),
    delta: z
      .boolean()
      .default(false)
      .describe(
        'Whether `Accept: application/vnd.frontage.delta+json` is answered with what has changed since the result that `If-None-Match` names, if this process has that. Asks for answers with an ETag.',
      ),
    memory: size({ min: '1MB', max: '4GB' })
      .prefault('16MB')
      .describe('With `delta`: how much of the results that clients may hold is kept in the process.'),
  })
  .prefault({})
  .describe(
    'Lossless forms of an answer, for clients that ask for them and decode them with `frontage/decode`; docs/reference/wire-forms.md describes them.',
  );
