import { CONTROL_PORT, SERVICE_NAMES, SERVICES } from '../../demo/harbour.ts';
import { assertPortsFree } from '../../demo/launcher/assert-ports-free.ts';
import { ADMIN_PORTS, BFF_PORTS } from '../../demo/launcher/settings.ts';

const BASE_PORTS = [
  ...Object.values(BFF_PORTS),
  ...Object.values(ADMIN_PORTS),
  ...SERVICE_NAMES.map((name) => SERVICES[name].port),
  CONTROL_PORT,
];

/** Whether all ports of the estate and the client-facing servers are free. */
export function arePortsFree(portOffset: number): Promise<boolean> {
  const ports = Object.fromEntries(BASE_PORTS.map((port) => [String(port), port + portOffset]));
  return assertPortsFree(ports).then(
    () => true,
    () => false,
  );
}

const SPAN = 200;
const SPANS = 130;

/**
 * An offset at which all ports are free. It is below the range of ports for outgoing connections, and test files that
 * run at the same time start their search at different offsets.
 */
export async function freePortOffset(): Promise<number> {
  for (let tries = 0; tries < SPANS; tries += 1) {
    const portOffset = (1 + ((process.pid + tries) % SPANS)) * SPAN;
    if (await arePortsFree(portOffset)) return portOffset;
  }
  throw new Error('found no free range of ports');
}
