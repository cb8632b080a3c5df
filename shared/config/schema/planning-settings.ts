import { z } from 'zod';
import { duration } from '../units.ts';

/** The time and the number of operations that planning may use. */
export const planningSettings = z
  .strictObject({
    startTimeout: duration({ min: '10ms', max: '5m' })
      .prefault('10s')
      .describe(
        'As `planTimeout`, for operations that are planned before a client requests them: trusted documents, and the operations in use at a reload.',
      ),
    queue: z
      .int()
      .min(1)
      .max(10_000)
      .default(100)
      .describe(
        'Maximum number of operations that are planned at the same time for requests. Further ones are refused with SERVER_OVERLOADED.',
      ),
    failuresKept: duration({ min: '0s', max: '1h' })
      .prefault('30s')
      .describe(
        'How long a planning failure is cached: until then, the operation fails without another attempt.',
      ),
  })
  .prefault({})
  .describe('How operations are planned. Requires `engine: native`.');
