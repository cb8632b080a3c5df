import type { IncomingRequest } from '../core/http/http-messages.ts';
import type { Presentation } from '../core/presentation.ts';
import type { Principal } from '../core/request-context.ts';
import { canonicalQuery } from './canonical-query.ts';

/** Returns the key under which a response is cached. Undefined for a request whose response is never cached. */
export type CacheKey = (
  request: Pick<IncomingRequest, 'method' | 'search' | 'documentId' | 'headers'>,
  principal: Principal | undefined,
  variant: ResponseVariant,
) => string | undefined;

/** The variant that was selected for a request, independent of its operation. */
export interface ResponseVariant {
  /** The API version, if there are several. */
  readonly version: string | undefined;
  readonly presentation: Presentation;
}

const credentials = ['authorization', 'cookie'];
const maxKnown = 1000;

/** `varyOn`: the lower-case names of the headers that a response depends on besides the user. */
export function compileCacheKey(varyOn: readonly string[]): CacheKey {
  const names = [...new Set([...varyOn, ...credentials])].sort();
  /** The canonical form of query strings that were read before; clients of one kind send few different ones. */
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
    // With lengths, because values may contain any character; a present header is distinguished from a missing one.
    for (const name of names) {
      const value = headers[name];
      key += value === undefined ? '-' : `${value.length} ${value}`;
    }
    const { subject } = principal ?? {};
    return subject === undefined ? key : `${key}@${subject}`;
  };
}

/**
 * Whether `connection` names no header. A header that it names is not forwarded, so that the response differs from that
 * of other clients that send the header.
 */
function isPlainConnection(connection: string | undefined): boolean {
  return connection === undefined || /^(?:keep-alive|close)$/i.test(connection);
}
