import { isIPv6 } from 'node:net';

/** A name or an IPv4 address, or an IPv6 address in brackets, and perhaps a port; of `uri-host` (RFC 3986) what is in use. */
const form = /^(?:[A-Za-z0-9._~-]{1,255}|\[([0-9A-Fa-f:.]{2,45})\])(?::([0-9]{0,5}))?$/;

/** Most requests have the host of the one before. */
let lastHost = '';

/** Whether a `Host` header can be one (RFC 9112, section 3.2). */
export function isHost(host: string): boolean {
  if (host === lastHost) return true;
  const [whole, address, port] = form.exec(host) ?? [];
  if (whole === undefined || Number(port ?? 0) > 65_535) return false;
  if (address !== undefined && !isIPv6(address)) return false;
  lastHost = host;
  return true;
}

/** The name or address alone, in lower case and without brackets; undefined for what is no host. */
export function nameOfHost(host: string): string | undefined {
  if (!isHost(host)) return undefined;
  return host
    .replace(/:[0-9]*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}
