import type { SrvRecord } from 'node:dns';
import { isIP } from 'node:net';

/** The part of `node:dns` that discovery uses. */
export interface DnsResolver {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
  resolveSrv(host: string): Promise<SrvRecord[]>;
  cancel(): void;
}

interface KnownRecords {
  readonly addresses: Map<string, readonly string[]>;
  readonly services: Map<string, readonly SrvRecord[]>;
}

/** Queries records, and falls back to the last good records when a query fails. One object for each refresh. */
export class DnsLookup {
  /** Descriptions of failures, for operators. */
  readonly problems: string[] = [];
  readonly #resolver: DnsResolver;
  readonly #last: KnownRecords;
  readonly #known: KnownRecords = { addresses: new Map(), services: new Map() };

  /** `last`: the previous refresh, whose records are the fallback. */
  constructor(resolver: DnsResolver, last: DnsLookup | undefined) {
    this.#resolver = resolver;
    this.#last = last === undefined ? this.#known : last.#known;
  }

  /** Returns the IPv4 addresses, or the IPv6 addresses if there are none: an instance with both would count twice. Sorted. */
  async addressesOf(host: string): Promise<readonly string[]> {
    const literal = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0) return [literal];
    const found = await this.#query(host, async () => {
      const four = await withoutAbsence(this.#resolver.resolve4(host));
      return (four ?? (await this.#resolver.resolve6(host))).sort();
    });
    const addresses = found ?? this.#last.addresses.get(host) ?? [];
    this.#known.addresses.set(host, addresses);
    return addresses;
  }

  /** Returns the SRV records (RFC 2782), except those with the target `.`: the service does not exist. */
  async servicesOf(host: string): Promise<readonly SrvRecord[]> {
    const found = await this.#query(host, async () => {
      const records = await this.#resolver.resolveSrv(host);
      return records.filter(({ name }) => name !== '' && name !== '.');
    });
    const services = found ?? this.#last.services.get(host) ?? [];
    this.#known.services.set(host, services);
    return services;
  }

  async #query<Item>(host: string, query: () => Promise<Item[]>): Promise<Item[] | undefined> {
    try {
      const records = await query();
      if (records.length > 0) return records;
      this.problems.push(`DNS has no address for ${host}`);
    } catch (error) {
      this.problems.push(`DNS has no address for ${host} (${codeOf(error)})`);
    }
    return undefined;
  }
}

/** Resolves to undefined when there are no records of this kind, which is not a failure. */
async function withoutAbsence(query: Promise<string[]>): Promise<string[] | undefined> {
  try {
    const records = await query;
    return records.length === 0 ? undefined : records;
  } catch (error) {
    if (codeOf(error) === 'ENODATA' || codeOf(error) === 'ENOTFOUND') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
