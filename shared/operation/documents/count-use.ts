import type { RequestContext } from '../../core/request-context.ts';
import type { Use } from './document-usage.ts';

type Headers = RequestContext['headers'];

/** The name and the version that a client sends. */
export interface ClientNames {
  readonly clientName: string | undefined;
  readonly clientVersion: string | undefined;
}

const maxLength = 128;

/**
 * Counts a use for each source of the document, unless the request names its app version and that is one of the sources.
 */
export function countUse(
  uses: readonly Use[],
  operationName: string | undefined,
  headers: Headers,
  nowS: number,
): void {
  let same: Use | undefined;
  let own: Use | undefined;
  let count = 0;
  const version = versionOf(headers);
  for (const use of uses) {
    if (use.operationName !== operationName) continue;
    same = use;
    count += 1;
    if (version !== undefined && use.from.version === version && isOf(use, headers)) own = use;
  }
  const needed = own ?? (count === 1 ? same : undefined);
  if (needed !== undefined) {
    needed.requests += 1;
    needed.lastUsedS = nowS;
    needed.lastNeededS = nowS;
    return;
  }
  for (const use of uses) {
    if (use.operationName !== operationName) continue;
    use.requests += 1;
    use.lastUsedS = nowS;
  }
}

function isOf({ from }: Use, headers: Headers): boolean {
  const name = nameOf(headers);
  return from.client === undefined || name === undefined || from.client === name;
}

function versionOf(headers: Headers): string | undefined {
  return headers['x-client-version'] ?? headers['apollographql-client-version'];
}

function nameOf(headers: Headers): string | undefined {
  return headers['x-client-name'] ?? headers['apollographql-client-name'];
}

/** Returns the client's name and version, short enough for a log. */
export function clientOf(headers: Headers): ClientNames {
  return {
    clientName: nameOf(headers)?.slice(0, maxLength),
    clientVersion: versionOf(headers)?.slice(0, maxLength),
  };
}
