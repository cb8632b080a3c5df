import { z } from 'zod';
import { Fault } from '../server/fault.ts';
import type { LoggedRequest } from '../server/request-log.ts';
import type { ServiceStatus } from './hosted-service.ts';

/** A command for a child over its IPC channel. */
export const Command = z.object({
  id: z.number(),
  call: z.enum(['status', 'setFault', 'requests', 'clearRequests']),
  fault: Fault.nullable(),
});

export type Command = z.infer<typeof Command>;

/** A message of a child: first whether it listens, then one reply for each command. */
export const Reply = z.union([
  z.object({ listening: z.number() }),
  z.object({ failed: z.string(), code: z.string().optional() }),
  z.object({ id: z.number(), error: z.string() }),
  z.object({ id: z.number(), value: z.unknown() }),
]);

export type Reply = z.infer<typeof Reply>;

export const StatusValue = z.object({
  state: z.enum(['running', 'exited']),
  pid: z.number().nullable(),
  requests: z.number(),
  fault: Fault.nullable(),
}) satisfies z.ZodType<ServiceStatus>;

export const RequestsValue = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    body: z.unknown(),
    startedAt: z.number(),
    finishedAt: z.number().nullable(),
    status: z.number().nullable(),
  }),
) satisfies z.ZodType<LoggedRequest[]>;
