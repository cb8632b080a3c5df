import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import type { ServiceName } from '../harbour.ts';

/** The controls of the running estate, over its control API. */
export interface EstateControls {
  /** Kills the process, if the service has one of its own; otherwise makes it stop listening. */
  kill(service: ServiceName): Promise<void>;
  restart(service: ServiceName): Promise<void>;
  /** When each of the last 200 requests arrived, in ms since the epoch; empty for a service that is down. */
  arrivals(service: ServiceName): Promise<readonly number[]>;
}

const Status = z.object({ pid: z.number().nullable(), state: z.string() });
const Requests = z.array(z.object({ startedAt: z.number() }));

/** `separate`: every service has its own process. */
export function createEstateControls(controlUrl: string, separate: boolean): EstateControls {
  async function call(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    body?: string,
  ): Promise<unknown> {
    const response = await request(`${controlUrl}/services/${path}`, { method, body: body ?? null });
    const value: unknown = await response.body.json();
    if (response.statusCode >= 400 && response.statusCode !== 409 && response.statusCode !== 500) {
      throw new Error(`${method} ${path}: ${response.statusCode} ${JSON.stringify(value)}`);
    }
    return value;
  }

  async function status(service: ServiceName): Promise<z.output<typeof Status>> {
    return Status.parse(await call('GET', service));
  }

  return {
    async kill(service) {
      if (!separate) {
        await call('PUT', `${service}/fault`, JSON.stringify({ mode: 'down' }));
        return;
      }
      const { pid } = await status(service);
      if (pid !== null) process.kill(pid, 'SIGKILL');
      while ((await status(service)).state === 'running') await delay(20);
    },
    async restart(service) {
      await (separate ? call('POST', `${service}/restart`) : call('DELETE', `${service}/fault`));
    },
    async arrivals(service) {
      const requests = Requests.safeParse(await call('GET', `${service}/requests`));
      return requests.success ? requests.data.map(({ startedAt }) => startedAt) : [];
    },
  };
}
