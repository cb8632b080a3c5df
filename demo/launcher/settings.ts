import { SERVICES, serviceUrl, upstreamSettings } from '../harbour.ts';

/** The client-facing servers and their ports, before the port offset is added. */
export const BFF_PORTS = { web: 4001, mobile: 4002, tv: 4003, partner: 4004 } as const;

/** The environment of the client-facing servers: where the estate is, and `WEB_PORT` and its like for themselves. */
export function settingsFor(portOffset: number): Record<string, string> {
  const urls = upstreamSettings((name) => serviceUrl(name, SERVICES[name].port + portOffset));
  const ports = Object.entries(BFF_PORTS).map(([name, port]) => {
    return [`${name.toUpperCase()}_PORT`, String(port + portOffset)];
  });
  return { ...urls, ...Object.fromEntries(ports) };
}
