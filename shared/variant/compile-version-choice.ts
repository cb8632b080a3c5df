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
  /** The oldest first; names and aliases are all different. */
  readonly versions: readonly [PublishedVersion, ...PublishedVersion[]];
  /** Lower-case name of the header that names a version, of requests and answers. */
  readonly header: string;
  /** E.g. `vnd.harbour` for `application/vnd.harbour+json;version=…`. */
  readonly mediaType: string | undefined;
  /** Name of a parameter of the query string. */
  readonly query: string;
  /** Name of a claim. */
  readonly claim: string | undefined;
  /** A name or alias; the first version when it is not given. */
  readonly default: string | undefined;
  /** Names of versions that there were. */
  readonly removed: readonly string[];
}

export type VersionedRequest = Pick<IncomingRequest, 'pathVersion' | 'headers' | 'search'>;

export interface ChosenVersion {
  /** Not an alias. */
  readonly version: string;
  readonly source: VersionSource;
}

export interface VersionChoice {
  /**
   * What the request names: in its path, header, `Accept` or query, which must agree; else its token's claim, else the
   * default. Throws `FrontageError`: API_VERSION_UNKNOWN, API_VERSION_CONFLICT or API_VERSION_REMOVED.
   */
  choose(request: VersionedRequest, principal: Principal | undefined): ChosenVersion;
  /** The request as the stages behind know it: the media type that names versions is `application/json` to them. */
  withoutVersion(request: IncomingRequest): IncomingRequest;
  /** What answers tell of the version that they are of. */
  headersOf(version: string): Readonly<Record<string, string>>;
  /** Lower-case names of the request headers that decide. */
  readonly varyOn: readonly string[];
}

const maxShownLength = 40;

/** Which of several published contracts a request is for. */
export function compileVersionChoice(options: VersioningOptions): VersionChoice {
  const { versions, header, query, claim, removed } = options;
  const mediaType = options.mediaType && `application/${options.mediaType}+json`;
  const meaning = new Map(
    versions.flatMap(({ name, aliases }) => [name, ...aliases].map((known) => [known, name] as const)),
  );
  const gone = new Set(removed);
  const headers = new Map(
    versions.map((version, index) => [
      version.name,
      versionHeaders(version, versions.slice(index + 1), header),
    ]),
  );
  const [oldest] = versions;
  const fallback: ChosenVersion = {
    version: (options.default && meaning.get(options.default)) ?? oldest.name,
    source: 'default',
  };
  const supported = versions
    .map(({ name, aliases }) => (aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`))
    .join(', ');

  function named({ pathVersion, headers: given, search }: VersionedRequest): NamedVersion[] {
    return [
      ...(pathVersion === undefined ? [] : [{ name: pathVersion, source: 'path' } as const]),
      ...namesIn(given[header]?.split(',') ?? [], 'header'),
      ...(mediaType === undefined ? [] : namesInAccept(given['accept'] ?? '', mediaType)),
      ...(search === '' ? [] : namesIn(new URLSearchParams(search).getAll(query), 'query')),
    ];
  }

  function resolve({ name, source }: NamedVersion): ChosenVersion {
    const version = meaning.get(name) ?? (gone.has(name) ? name : undefined);
    if (version !== undefined) return { version, source };
    const hint = name.length > maxShownLength ? '' : nearest(name, meaning.keys());
    throw new FrontageError('API_VERSION_UNKNOWN', {
      message: `There is no version ${shown(name)} (${source}); supported are ${supported}${hint || '.'}`,
    });
  }

  function refuseRemoved(chosen: ChosenVersion): ChosenVersion {
    if (meaning.has(chosen.version)) return chosen;
    throw new FrontageError('API_VERSION_REMOVED', {
      message: `Version ${shown(chosen.version)} (${chosen.source}) is no longer there; supported are ${supported}.`,
    });
  }

  return {
    choose(request, principal) {
      const wanted = named(request).map(resolve);
      const [first] = wanted;
      if (first === undefined) {
        const pinned = pin(principal, claim);
        return pinned === undefined ? fallback : refuseRemoved(resolve(pinned));
      }
      const other = wanted.find(({ version }) => version !== first.version);
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

/** The version that a token is bound to. */
function pin(principal: Principal | undefined, claim: string | undefined): NamedVersion | undefined {
  if (principal === undefined || claim === undefined || !Object.hasOwn(principal.claims, claim))
    return undefined;
  const value = principal.claims[claim];
  if (value === undefined || value === null) return undefined;
  return { name: typeof value === 'string' ? value : JSON.stringify(value), source: 'claim' };
}

function shown(name: string): string {
  return JSON.stringify(name.length > maxShownLength ? `${name.slice(0, maxShownLength)}…` : name);
}
