import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** The addresses that listen on every interface. */
const everywhere = new Set(['0.0.0.0', '::']);

/** Reports an admin listener and a client listener on the same port. */
export function checkPorts({ listen, admin }: Settings): Contradiction[] {
  if (admin === undefined || admin.port === 0 || admin.port !== listen.port) return [];
  const isShared = admin.host === listen.host || everywhere.has(admin.host) || everywhere.has(listen.host);
  if (!isShared) return [];
  return [{ path: ['admin', 'port'], message: `found ${admin.port}; listen.port uses it already` }];
}
