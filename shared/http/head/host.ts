import { isIPv6 } from 'node:net';

/** A name, an IPv4 address or an IPv6 address in brackets, with an optional port: the part of `uri-host` (RFC 3986) in use. */
const form = /^(?:[A-Za-z0-9._~-]{1,255}|\[([0-9A-Fa-f:.]{2,45})\])(?::([0-9]{0,5}))?$/;

/** A one-entry cache: most requests have the same host as the previous one. */
let lastHost = '';

/** Whether the value of a `Host` header is valid (RFC 9112, section 3.2). */
export function isHost(host: string): boolean {
  if (host === lastHost) return true;
  const [whole, address, port] = form.exec(host) ?? [];
  if (whole === undefined || Number(port ?? 0) > 65_535) return false;
  if (address !== undefined && !isIPv6(address)) return false;
  lastHost = host;
  return true;
}

/** Returns the name or address without port and brackets, in lower case. Undefined if the host is invalid. */
export function nameOfHost(host: string): string | undefined {
  if (!isHost(host)) return undefined;
  return host
    .replace(/:[0-9]*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}
