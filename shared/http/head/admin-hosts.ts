import { nameOfHost } from './host.ts';

const loopback = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|::1)$/;

/**
 * Compiles whether a request to the port for operators names a host that is meant to be one: this machine's loopback, the address
 * that the connection was made to, or one of `hosts`. A page in an operator's browser whose own name was made to lead here
 * (DNS rebinding) sends that name.
 */
export function buildIsAdminHost(
  hosts: readonly string[],
): (host: string | undefined, localAddress: string | undefined) => boolean {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (host, localAddress = '') => {
    // HTTP/1.0, which no browser speaks.
    if (host === undefined) return true;
    const name = nameOfHost(host);
    if (name === undefined) return false;
    // IPv4 addresses on a socket of IPv6.
    return loopback.test(name) || known.has(name) || name === localAddress.replace(/^::ffff:/, '');
  };
}
