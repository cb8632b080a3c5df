import type { CachePolicy, CacheRestriction } from '../../core/http/cache-policy.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The meaning of a response without `Cache-Control` and `Expires`: no restriction, or it must not be stored. */
export type MissingCacheControl = 'ignore' | 'noStore';

/** Why a response must not be stored. */
export type VetoReason = 'Cache-Control: no-store' | 'Vary: *' | 'no Cache-Control';

/**
 * Restricts the cache policy of the client's response by the headers of an upstream response. Returns the reason when the
 * response must not be stored.
 */
export type RestrictByHeaders = (headers: Headers, policy: CachePolicy) => VetoReason | undefined;

type Directives = 'noStore' | CacheRestriction;

// Upstreams send few distinct values. An upstream with thousands of values does not benefit.
const maxKnown = 100;
const maxLength = 512;

/** Reads `Cache-Control`, `Age`, `Expires` and `Vary: *` (RFC 9111, sections 4.2 and 5). An unreadable value is 0. */
export function buildRestrictByHeaders(missing: MissingCacheControl): RestrictByHeaders {
  const known = new Map<string, Directives>();

  function directivesOf(header: string): Directives {
    let directives = known.get(header);
    if (directives === undefined) {
      directives = readDirectives(header);
      if (known.size < maxKnown && header.length <= maxLength) known.set(header, directives);
    }
    return directives;
  }

  return (headers, policy) => {
    const { expires } = headers;
    const header = joined(headers['cache-control']);
    const isSilent = header === undefined && expires === undefined;
    if (joined(headers['vary'])?.includes('*') === true) {
      policy.noStore();
      return 'Vary: *';
    }
    if (isSilent && missing === 'noStore') {
      policy.noStore();
      return 'no Cache-Control';
    }
    if (isSilent) return undefined;
    const directives = header === undefined ? {} : directivesOf(header);
    if (directives === 'noStore') {
      policy.noStore();
      return 'Cache-Control: no-store';
    }
    const ageSeconds = seconds(joined(headers['age'])) ?? 0;
    const { sharedMaxAgeSeconds } = directives;
    // `max-age` overrides `Expires` (section 5.3).
    const maxAgeSeconds =
      directives.maxAgeSeconds ?? (expires === undefined ? undefined : lifetime(expires, headers['date']));
    if (maxAgeSeconds === undefined && sharedMaxAgeSeconds === undefined && missing === 'noStore') {
      policy.noStore();
      return 'no Cache-Control';
    }
    policy.restrict({
      ...directives,
      maxAgeSeconds: maxAgeSeconds === undefined ? undefined : maxAgeSeconds - ageSeconds,
      sharedMaxAgeSeconds: sharedMaxAgeSeconds === undefined ? undefined : sharedMaxAgeSeconds - ageSeconds,
    });
    return undefined;
  };
}

/** Returns the directives. The strictest of a repeated directive counts. */
function readDirectives(header: string): Directives {
  let maxAgeSeconds: number | undefined;
  let sharedMaxAgeSeconds: number | undefined;
  let scope: CacheRestriction['scope'];
  let mustRevalidate = false;
  for (const [, name = '', quoted, plain] of header.matchAll(
    /([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?/g,
  )) {
    const value = quoted ?? plain ?? '';
    switch (name.toLowerCase()) {
      case 'no-store':
        return 'noStore';
      // With or without field names: the client's response is built from the whole response.
      case 'private':
        scope = 'PRIVATE';
        break;
      case 'no-cache':
        maxAgeSeconds = 0;
        sharedMaxAgeSeconds = 0;
        mustRevalidate = true;
        break;
      case 'must-revalidate':
      case 'proxy-revalidate':
        mustRevalidate = true;
        break;
      case 'max-age':
        maxAgeSeconds = Math.min(maxAgeSeconds ?? Number.POSITIVE_INFINITY, seconds(value) ?? 0);
        break;
      case 's-maxage':
        sharedMaxAgeSeconds = Math.min(sharedMaxAgeSeconds ?? Number.POSITIVE_INFINITY, seconds(value) ?? 0);
        break;
      default:
    }
  }
  return { maxAgeSeconds, sharedMaxAgeSeconds, scope, mustRevalidate };
}

function lifetime(expires: string | string[], date: string | string[] | undefined): number {
  const untilMs = Date.parse(joined(expires) ?? '');
  const fromMs = date === undefined ? Date.now() : Date.parse(joined(date) ?? '');
  const lifetimeMs = untilMs - fromMs;
  return Number.isNaN(lifetimeMs) ? 0 : Math.floor(lifetimeMs / 1000);
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
