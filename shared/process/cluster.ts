import type { Settings } from '../config/settings-schema.ts';
import { lifecycle } from '../core/channels.ts';
import { createClosers } from '../core/runtime/closers.ts';
import { createAdminServer } from '../http/create-admin-server.ts';
import { warnOfStart } from '../runtime/start.ts';
import { createRequestLog } from '../telemetry/create-request-log.ts';
import { createWorkerPool, type WorkerPool } from './workers/create-worker-pool.ts';

/** The primary process of a group of workers that serve one client on one port. */
export interface Cluster {
  /** Resolves when workers exit repeatedly, soon after they were started. */
  readonly failed: Promise<void>;
  reload(): void;
  /** Shuts down all workers, then the resources of this process. */
  close(isDelayed: boolean): Promise<void>;
  /** Kills the workers immediately. */
  kill(): void;
}

/** Rejects if the first worker does not start. The worker has reported the reason. */
export async function startWorkers(settings: Settings, count: number): Promise<Cluster> {
  const closers = createClosers();
  const { client } = settings;
  const log = createRequestLog({ client, level: settings.logs.level });
  closers.add(() => log.close());
  warnOfStart(settings);
  let pool: WorkerPool | undefined;
  try {
    const admin =
      settings.admin &&
      (await createAdminServer({
        ...settings.admin,
        status: async () => ({ client, pid: process.pid, workers: (await pool?.status()) ?? [] }),
      }));
    if (admin) closers.add(() => admin.close());
    pool = await createWorkerPool({ count });
    const detail = { count, ...(admin && { status: `${admin.url}/status` }) };
    void pool.complete.then(() => lifecycle.publish({ event: 'workers started', detail }));
  } catch (error) {
    pool?.kill();
    await closers.close();
    throw error;
  }
  const { failed, reload, end, kill } = pool;
  return {
    failed,
    reload,
    kill,
    async close(isDelayed) {
      await end(isDelayed);
      await closers.close();
    },
  };
}
