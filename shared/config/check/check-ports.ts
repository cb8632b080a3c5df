import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** Any address of the machine. */
const everywhere = new Set(['0.0.0.0', '::']);

/** Operators and clients cannot connect to one port. */
export function checkPorts({ listen, admin }: Settings): Contradiction[] {
  if (admin === undefined || admin.port === 0 || admin.port !== listen.port) return [];
  const isShared = admin.host === listen.host || everywhere.has(admin.host) || everywhere.has(listen.host);
  if (!isShared) return [];
  return [{ path: ['admin', 'port'], message: `found ${admin.port}; this is listen.port already` }];
}
