import { z } from 'zod';
import { size } from '../units.ts';

/** Wire forms of a response besides plain JSON. */
export const wireFormSettings = z
  .strictObject({
    compact: z
      .boolean()
      .default(false)
      .describe(
        'Whether requests with `Accept: application/vnd.frontage.compact+json` get the compact form: equal parts are written once, and lists of objects as rows.',
      ),
    delta: z
      .boolean()
      .default(false)
      .describe(
        'Whether requests with `Accept: application/vnd.frontage.delta+json` get the delta form: the changes since the result that `If-None-Match` names, if this process has stored it. Requires responses with an `ETag`.',
      ),
    memory: size({ min: '1MB', max: '4GB' })
      .prefault('16MB')
      .describe('With `delta`: maximum size of the results that the process stores as bases of deltas.'),
  })
  .prefault({})
  .describe(
    'Lossless forms of a response, for clients that request them and decode them with `frontage/decode`. See docs/reference/wire-forms.md.',
  );
