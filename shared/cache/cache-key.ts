import type { IncomingRequest } from '../core/http/http-messages.ts';
import type { Presentation } from '../core/presentation.ts';
import type { Principal } from '../core/request-context.ts';
import { canonicalQuery } from './canonical-query.ts';

/** Names what an answer is kept under. Undefined for a request to which no answer is kept. */
export type CacheKey = (
  request: Pick<IncomingRequest, 'method' | 'search' | 'documentId' | 'headers'>,
  principal: Principal | undefined,
  variant: ResponseVariant,
) => string | undefined;

/** What was chosen for a request beside what it asks. */
export interface ResponseVariant {
  /** Of the contract, where there are several. */
  readonly version: string | undefined;
  readonly presentation: Presentation;
}

const credentials = ['authorization', 'cookie'];
const maxKnown = 1000;

/** `varyOn`: the headers, in lower case, that an answer depends on beside who asks. */
export function compileCacheKey(varyOn: readonly string[]): CacheKey {
  const names = [...new Set([...varyOn, ...credentials])].sort();
  /** Query strings that were read; clients of one kind send few. */
  const known = new Map<string, string>();

  function queryOf(search: string): string | undefined {
    const found = known.get(search);
    if (found !== undefined) return found;
    const query = canonicalQuery(search);
    if (query === undefined) return undefined;
    if (known.size === maxKnown) known.clear();
    known.set(search, query);
    return query;
  }

  return ({ method, search, documentId, headers }, principal, { version, presentation }) => {
    if (method !== 'GET' || !isPlainConnection(headers['connection'])) return undefined;
    const query = queryOf(search);
    if (query === undefined) return undefined;
    const { profile, locale } = presentation;
    let key = JSON.stringify([query, documentId, version, profile, locale]);
    // With lengths, as values may hold anything; a header that is there is told from one that is not.
    for (const name of names) {
      const value = headers[name];
      key += value === undefined ? '-' : `${value.length} ${value}`;
    }
    const { subject } = principal ?? {};
    return subject === undefined ? key : `${key}@${subject}`;
  };
}

/** A header that a client names in `connection` is not passed on: its answer is not that of others who send the header. */
function isPlainConnection(connection: string | undefined): boolean {
  return connection === undefined || /^(?:keep-alive|close)$/i.test(connection);
}
