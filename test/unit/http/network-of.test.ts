import assert from 'node:assert/strict';
import { it } from 'node:test';
import { networkOf } from '../../../shared/http/traffic/network-of.ts';

it('networkOf returns an IPv4 address, or the /64 of an IPv6 address', () => {
  const networks = {
    '192.0.2.1': '192.0.2.1',
    '::ffff:192.0.2.1': '192.0.2.1',
    '::1': '0:0:0:0',
    '::': '0:0:0:0',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
    '2001:db8::1': '2001:db8:0:0',
    '2001:db8:1:2::': '2001:db8:1:2',
  };
  for (const [address, network] of Object.entries(networks)) assert.equal(networkOf(address), network);
});
