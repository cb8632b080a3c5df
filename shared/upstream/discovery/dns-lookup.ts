import type { SrvRecord } from 'node:dns';
import { isIP } from 'node:net';

/** The part of `node:dns` that is used. */
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

/** Asks for the records of names, and gives the last good answer where there is none now. One object a refresh. */
export class DnsLookup {
  /** What went wrong, for operators. */
  readonly problems: string[] = [];
  readonly #resolver: DnsResolver;
  readonly #last: KnownRecords;
  readonly #known: KnownRecords = { addresses: new Map(), services: new Map() };

  /** `last`: of the refresh before, whose answers are kept. */
  constructor(resolver: DnsResolver, last: DnsLookup | undefined) {
    this.#resolver = resolver;
    this.#last = last === undefined ? this.#known : last.#known;
  }

  /** IPv4 where there is such an address, else IPv6: an instance with both would count twice. Sorted. */
  async addressesOf(host: string): Promise<readonly string[]> {
    const literal = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0) return [literal];
    const found = await this.#ask(host, async () => {
      const four = await withoutAbsence(this.#resolver.resolve4(host));
      return (four ?? (await this.#resolver.resolve6(host))).sort();
    });
    const addresses = found ?? this.#last.addresses.get(host) ?? [];
    this.#known.addresses.set(host, addresses);
    return addresses;
  }

  /** RFC 2782. Without those that say that there is no such service, a target of `.`. */
  async servicesOf(host: string): Promise<readonly SrvRecord[]> {
    const found = await this.#ask(host, async () => {
      const records = await this.#resolver.resolveSrv(host);
      return records.filter(({ name }) => name !== '' && name !== '.');
    });
    const services = found ?? this.#last.services.get(host) ?? [];
    this.#known.services.set(host, services);
    return services;
  }

  async #ask<Item>(host: string, query: () => Promise<Item[]>): Promise<Item[] | undefined> {
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

/** Undefined when there are no records of this kind, which is no fault. */
async function withoutAbsence(answer: Promise<string[]>): Promise<string[] | undefined> {
  try {
    const records = await answer;
    return records.length === 0 ? undefined : records;
  } catch (error) {
    if (codeOf(error) === 'ENODATA' || codeOf(error) === 'ENOTFOUND') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
