import { nameOfHost } from './host.ts';

const loopback = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|::1)$/;

/**
 * Compiles a check of the `Host` header on the admin port. It allows loopback names, the local address of the connection, and
 * `hosts`. It rejects DNS rebinding: a page in an operator's browser whose domain name resolves to this server sends that name.
 */
export function buildIsAdminHost(
  hosts: readonly string[],
): (host: string | undefined, localAddress: string | undefined) => boolean {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (host, localAddress = '') => {
    // A request without it is HTTP/1.0, which browsers do not use.
    if (host === undefined) return true;
    const name = nameOfHost(host);
    if (name === undefined) return false;
    // An IPv6 socket reports IPv4 addresses with this prefix.
    return loopback.test(name) || known.has(name) || name === localAddress.replace(/^::ffff:/, '');
  };
}
