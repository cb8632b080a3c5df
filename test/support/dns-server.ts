import { createSocket } from 'node:dgram';
import type { SrvRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

export interface DnsServer {
  /** A resolver that queries this server. */
  readonly resolver: Resolver;
  /** Maps `A shop.test` to addresses. The response for any other name is NXDOMAIN. */
  readonly addresses: Map<string, readonly string[]>;
  readonly services: Map<string, readonly SrvRecord[]>;
  /** `silent` never responds. */
  mode: 'good' | 'fails' | 'silent';
  /** Resolves after this many more queries. */
  requested(count: number): Promise<void>;
}

const types: Readonly<Record<number, 'A' | 'SRV'>> = { 1: 'A', 33: 'SRV' };

/** A DNS server (RFC 1035) on a free UDP port of the loopback device until the test ends. Knows A and SRV records. */
export async function dnsServer(context: TestContext): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  context.after(() => socket.close());
  const resolver = new Resolver({ timeout: 50, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const waiting = new Set<() => void>();
  const server: DnsServer = {
    resolver,
    addresses: new Map(),
    services: new Map(),
    mode: 'good',
    requested: (count) =>
      new Promise((resolve) => {
        const alive = setInterval(() => {}, 1000);
        let left = count;
        const onQuery = (): void => {
          left -= 1;
          if (left > 0) return;
          clearInterval(alive);
          waiting.delete(onQuery);
          resolve();
        };
        waiting.add(onQuery);
      }),
  };
  socket.on('message', (query, { port, address }) => {
    if (server.mode !== 'silent') socket.send(responseTo(query, server), port, address);
    for (const onQuery of waiting) onQuery();
  });
  return server;
}

function responseTo(query: Buffer, { mode, addresses, services }: DnsServer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = types[query.readUInt16BE(at + 1)];
  const name = labels.join('.');
  const data =
    type === 'A'
      ? (addresses.get(name) ?? []).map((address) => Buffer.from(address.split('.').map(Number)))
      : type === 'SRV'
        ? (services.get(name) ?? []).map(srvData)
        : [];
  const isKnown = addresses.has(name) || services.has(name);
  const header = Buffer.from(query.subarray(0, 12));
  // A response with recursion available, and NOERROR, SERVFAIL or NXDOMAIN.
  header.writeUInt16BE(0x8180 | (mode === 'fails' ? 2 : isKnown ? 0 : 3), 2);
  header.writeUInt16BE(mode === 'fails' ? 0 : data.length, 6);
  header.writeUInt32BE(0, 8);
  const requested = query.subarray(12, at + 5);
  const records = data.map((bytes) => {
    // The name by a pointer to the question, type, class IN, TTL 0.
    const record = Buffer.from([0xc0, 12, 0, type === 'SRV' ? 33 : 1, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
    return Buffer.concat([record, bytes]);
  });
  return Buffer.concat([header, requested, ...(mode === 'fails' ? [] : records)]);
}

function srvData({ priority, weight, port, name }: SrvRecord): Buffer {
  const numbers = Buffer.alloc(6);
  numbers.writeUInt16BE(priority, 0);
  numbers.writeUInt16BE(weight, 2);
  numbers.writeUInt16BE(port, 4);
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([numbers, ...labels, Buffer.from([0])]);
}
