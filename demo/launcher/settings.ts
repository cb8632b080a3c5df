import { SERVICES, serviceUrl, upstreamSettings } from '../harbour.ts';

/** The client-facing servers and their ports, before the port offset is added. */
export const BFF_PORTS = { web: 4001, mobile: 4002, tv: 4003, partner: 4004 } as const;

/** The ports for operators of the same servers. */
export const ADMIN_PORTS = { web: 4091, mobile: 4092, tv: 4093, partner: 4094 } as const;

/**
 * The environment of the client-facing servers: the URLs of the estate, and `WEB_PORT`, `WEB_ADMIN_PORT` and the like.
 * No balancer is in front of them.
 */
export function settingsFor(portOffset: number): Record<string, string> {
  const urls = upstreamSettings((name) => serviceUrl(name, SERVICES[name].port + portOffset));
  const numbered = (suffix: string, ports: Readonly<Record<string, number>>): string[][] =>
    Object.entries(ports).map(([name, port]) => [
      `${name.toUpperCase()}_${suffix}`,
      String(port + portOffset),
    ]);
  return {
    ...urls,
    ...Object.fromEntries(numbered('PORT', BFF_PORTS)),
    ...Object.fromEntries(numbered('ADMIN_PORT', ADMIN_PORTS)),
    SHUTDOWN_DELAY: '0s',
    INTROSPECTION: 'true',
  };
}
