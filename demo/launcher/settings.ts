import { SERVICE_NAMES, SERVICES, serviceUrl } from '../services.ts';

/** The client-facing servers and their ports, before the port offset is added. */
export const BFF_PORTS = { web: 4001, mobile: 4002, tv: 4003, partner: 4004 } as const;

/**
 * The environment of the client-facing servers: `CATALOG_URL` and its like for every service of the estate (`IDP_URL`
 * for the identity provider), `WEB_PORT` and its like for themselves.
 */
export function settingsFor(portOffset: number): Record<string, string> {
  const urls = SERVICE_NAMES.map((name) => {
    const variable = name === 'identity' ? 'IDP_URL' : `${name.toUpperCase()}_URL`;
    return [variable, serviceUrl(name, SERVICES[name].port + portOffset)];
  });
  const ports = Object.entries(BFF_PORTS).map(([name, port]) => {
    return [`${name.toUpperCase()}_PORT`, String(port + portOffset)];
  });
  return Object.fromEntries([...urls, ...ports]);
}
