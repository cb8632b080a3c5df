import { createResponseCaching, type ResponseCaching } from '../../cache/response-caching.ts';
import type { CacheCeiling } from '../../cache/write-cache-control.ts';
import type { Settings } from '../../config/settings-schema.ts';
import type { UpstreamsOptions } from '../../upstream/create-upstreams.ts';
import { varyNames } from '../../upstream/headers/vary-names.ts';

type Caching = NonNullable<Settings['caching']>;

/** Returns undefined if the settings have no `caching`. */
export function createCaching(
  { caching, authentication }: Settings,
  { subgraphs, sources }: UpstreamsOptions,
): ResponseCaching | undefined {
  if (caching === undefined) return undefined;
  const forwarded = varyNames([...subgraphs, ...sources].flatMap(({ headers }) => headers.request));
  const { anonymous, signedIn, responses } = caching;
  return createResponseCaching({
    anonymous: anonymous ? ceiling(anonymous) : ceiling({ ...never, scope: 'private' }),
    signedIn: ceiling({ ...signedIn, scope: 'private' }),
    varyOn: forwarded,
    knowsUsers: authentication.jwt !== undefined,
    memoryBytes: responses.enabled ? responses.memory : undefined,
  });
}

const never = { maxAge: 0, staleWhileRevalidate: 0, staleIfError: 0 };

function ceiling(
  ages: Caching['signedIn'] & Pick<NonNullable<Caching['anonymous']>, 'scope' | 'sharedMaxAge'>,
): CacheCeiling {
  const { scope, maxAge, sharedMaxAge, staleWhileRevalidate, staleIfError } = ages;
  return {
    scope,
    maxAgeSeconds: seconds(maxAge),
    sharedMaxAgeSeconds: sharedMaxAge === undefined ? undefined : seconds(sharedMaxAge),
    staleWhileRevalidateSeconds: seconds(staleWhileRevalidate),
    staleIfErrorSeconds: seconds(staleIfError),
  };
}

/** `Cache-Control` has whole seconds. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
