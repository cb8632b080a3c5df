import { isIPv6, type LookupFunction } from 'node:net';

/** Resolves every host name to one address, so that a connection retains the name for TLS and HTTP. */
export function buildFixedLookup(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4;
  return (_hostname, { all }, done) => {
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}
