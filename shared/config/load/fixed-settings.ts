import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../settings-schema.ts';

/** The settings of the process itself, which a reload cannot change. */
const fixed = ['client', 'listen', 'admin', 'workers', 'redis', 'overload', 'compression'] as const;

export interface RunningSettings {
  /** The new settings, except for those that a running process cannot change. */
  readonly settings: Settings;
  /** The changed settings that take effect only after a restart. */
  readonly needRestart: readonly string[];
}

/** Returns the newly read settings with the fixed ones of a process that was started with `running`. */
export function withFixedSettings(next: Settings, running: Settings): RunningSettings {
  const { client, listen, admin, workers, redis, overload, compression, limits, degradation } = running;
  return {
    settings: Object.freeze({
      ...next,
      client,
      listen,
      admin,
      workers,
      redis,
      overload,
      compression,
      degradation: Object.freeze({ ...next.degradation, memory: degradation.memory }),
      limits: Object.freeze({ ...next.limits, body: limits.body, headers: limits.headers }),
    }),
    needRestart: [
      ...fixed.filter((key) => !isDeepStrictEqual(next[key], running[key])),
      ...(next.limits.body === limits.body ? [] : ['limits.body']),
      ...(next.limits.headers === limits.headers ? [] : ['limits.headers']),
      ...(next.degradation.memory === degradation.memory ? [] : ['degradation.memory']),
    ],
  };
}
