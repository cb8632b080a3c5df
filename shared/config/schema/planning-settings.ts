import { z } from 'zod';
import { duration } from '../units.ts';

/** What planning may take from a process. */
export const planningSettings = z
  .strictObject({
    startTimeout: duration({ min: '10ms', max: '5m' })
      .prefault('10s')
      .describe(
        'The same as `planTimeout` for an operation that is planned before anybody asks: trusted documents, and those in use at a reload.',
      ),
    queue: z
      .int()
      .min(1)
      .max(10_000)
      .default(100)
      .describe('Most operations that wait to be planned. One more is refused with SERVER_OVERLOADED.'),
    failuresKept: duration({ min: '0s', max: '1h' })
      .prefault('30s')
      .describe(
        'How long an operation that could not be planned is answered with that, without another attempt.',
      ),
  })
  .prefault({})
  .describe('How operations are planned; with `engine: native`.');
