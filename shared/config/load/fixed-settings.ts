import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../settings-schema.ts';

/** What belongs to the process and not to what it serves. */
const fixed = ['client', 'listen', 'admin', 'workers', 'redis', 'overload', 'compression'] as const;

export interface RunningSettings {
  /** `wanted`, but for what a running process cannot change. */
  readonly settings: Settings;
  /** What differs all the same: a restart would bring it. */
  readonly needRestart: readonly string[];
}

/** What of newly read settings a process that was started with `running` can take over. */
export function withFixedSettings(wanted: Settings, running: Settings): RunningSettings {
  const { client, listen, admin, workers, redis, overload, compression, limits, degradation } = running;
  return {
    settings: Object.freeze({
      ...wanted,
      client,
      listen,
      admin,
      workers,
      redis,
      overload,
      compression,
      degradation: Object.freeze({ ...wanted.degradation, memory: degradation.memory }),
      limits: Object.freeze({ ...wanted.limits, body: limits.body, headers: limits.headers }),
    }),
    needRestart: [
      ...fixed.filter((key) => !isDeepStrictEqual(wanted[key], running[key])),
      ...(wanted.limits.body === limits.body ? [] : ['limits.body']),
      ...(wanted.limits.headers === limits.headers ? [] : ['limits.headers']),
      ...(wanted.degradation.memory === degradation.memory ? [] : ['degradation.memory']),
    ],
  };
}
