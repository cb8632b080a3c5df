import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';
import type { Principal } from '../core/request-context.ts';
import { nearest } from '../core/runtime/nearest.ts';
import {
  type NamedVersion,
  namesIn,
  namesInAccept,
  plainAccept,
  type VersionSource,
} from './named-versions.ts';
import { type PublishedVersion, versionHeaders } from './version-headers.ts';

export interface VersioningOptions {
  /** The versions, oldest first; all names and aliases are different. */
  readonly versions: readonly [PublishedVersion, ...PublishedVersion[]];
  /** The lower-case name of the request and response header of the version. */
  readonly header: string;
  /** The media type that selects a version, e.g. `vnd.harbour` for `application/vnd.harbour+json;version=…`. */
  readonly mediaType: string | undefined;
  /** The name of the query parameter that selects a version. */
  readonly query: string;
  /** The name of the claim that selects a version. */
  readonly claim: string | undefined;
  /** The name or alias of the default version; undefined: the first version. */
  readonly default: string | undefined;
  /** The names of removed versions. */
  readonly removed: readonly string[];
}

export type VersionedRequest = Pick<IncomingRequest, 'pathVersion' | 'headers' | 'search'>;

export interface ChosenVersion {
  /** The name of the version, not an alias. */
  readonly version: string;
  readonly source: VersionSource;
}

export interface VersionChoice {
  /**
   * Returns the version that the request names in its path, header, `Accept` or query, which must agree; else that of
   * the token's claim, else the default. Throws `FrontageError`: API_VERSION_UNKNOWN, API_VERSION_CONFLICT or
   * API_VERSION_REMOVED.
   */
  choose(request: VersionedRequest, principal: Principal | undefined): ChosenVersion;
  /** Returns the request for later stages: the media type that names versions is replaced by `application/json`. */
  withoutVersion(request: IncomingRequest): IncomingRequest;
  /** Returns the response headers that describe a version. */
  headersOf(version: string): Readonly<Record<string, string>>;
  /** The lower-case names of the request headers that the selection depends on. */
  readonly varyOn: readonly string[];
}

const maxShownLength = 40;

/** Compiles the selection of the API version of a request. */
export function compileVersionChoice(options: VersioningOptions): VersionChoice {
  const { versions, header, query, claim, removed } = options;
  const mediaType = options.mediaType && `application/${options.mediaType}+json`;
  const versionOf = new Map(
    versions.flatMap(({ name, aliases }) => [name, ...aliases].map((known) => [known, name] as const)),
  );
  const removedNames = new Set(removed);
  const headers = new Map(
    versions.map((version, index) => [
      version.name,
      versionHeaders(version, versions.slice(index + 1), header),
    ]),
  );
  const [oldest] = versions;
  const fallback: ChosenVersion = {
    version: (options.default && versionOf.get(options.default)) ?? oldest.name,
    source: 'default',
  };
  const supported = versions
    .map(({ name, aliases }) => (aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`))
    .join(', ');

  function namedVersions({ pathVersion, headers: requestHeaders, search }: VersionedRequest): NamedVersion[] {
    return [
      ...(pathVersion === undefined ? [] : [{ name: pathVersion, source: 'path' } as const]),
      ...namesIn(requestHeaders[header]?.split(',') ?? [], 'header'),
      ...(mediaType === undefined ? [] : namesInAccept(requestHeaders['accept'] ?? '', mediaType)),
      ...(search === '' ? [] : namesIn(new URLSearchParams(search).getAll(query), 'query')),
    ];
  }

  function resolve({ name, source }: NamedVersion): ChosenVersion {
    const version = versionOf.get(name) ?? (removedNames.has(name) ? name : undefined);
    if (version !== undefined) return { version, source };
    const hint = name.length > maxShownLength ? '' : nearest(name, versionOf.keys());
    throw new FrontageError('API_VERSION_UNKNOWN', {
      message: `Unknown API version ${shown(name)} (${source}); supported are ${supported}${hint || '.'}`,
    });
  }

  function refuseRemoved(chosen: ChosenVersion): ChosenVersion {
    if (versionOf.has(chosen.version)) return chosen;
    throw new FrontageError('API_VERSION_REMOVED', {
      message: `API version ${shown(chosen.version)} (${chosen.source}) has been removed; supported are ${supported}.`,
    });
  }

  return {
    choose(request, principal) {
      const requested = namedVersions(request).map(resolve);
      const [first] = requested;
      if (first === undefined) {
        const pinned = pinnedVersion(principal, claim);
        return pinned === undefined ? fallback : refuseRemoved(resolve(pinned));
      }
      const other = requested.find(({ version }) => version !== first.version);
      if (other === undefined) return refuseRemoved(first);
      throw new FrontageError('API_VERSION_CONFLICT', {
        message: `The request names version ${first.version} (${first.source}) and version ${other.version} (${other.source}).`,
      });
    },
    withoutVersion(request) {
      const { accept } = request.headers;
      if (mediaType === undefined || accept === undefined) return request;
      const plain = plainAccept(accept, mediaType);
      return plain === accept ? request : { ...request, headers: { ...request.headers, accept: plain } };
    },
    headersOf: (version) => headers.get(version) ?? {},
    varyOn: [
      header,
      ...(mediaType === undefined ? [] : ['accept']),
      ...(claim === undefined ? [] : ['authorization']),
    ],
  };
}

/** Returns the version that a token is bound to. */
function pinnedVersion(
  principal: Principal | undefined,
  claim: string | undefined,
): NamedVersion | undefined {
  if (principal === undefined || claim === undefined || !Object.hasOwn(principal.claims, claim))
    return undefined;
  const value = principal.claims[claim];
  if (value === undefined || value === null) return undefined;
  return { name: typeof value === 'string' ? value : JSON.stringify(value), source: 'claim' };
}

function shown(name: string): string {
  return JSON.stringify(name.length > maxShownLength ? `${name.slice(0, maxShownLength)}…` : name);
}
