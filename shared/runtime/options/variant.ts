import type { Settings } from '../../config/settings-schema.ts';
import { compilePresentation, type Presentations } from '../../variant/compile-presentation.ts';
import { compileVersionChoice, type VersionChoice } from '../../variant/compile-version-choice.ts';

/** Selects the API version and the presentation of a response, before the operation is read. */
export interface VariantChoice {
  readonly presentations: Presentations;
  /** Undefined if there is only one client schema. */
  readonly versions: VersionChoice | undefined;
}

export function compileVariantChoice({
  locales,
  profiles,
  versions,
  versioning,
}: Settings['view']): VariantChoice {
  const [locale = 'en-US', ...otherLocales] = locales;
  const [oldest, ...newer] = Object.entries(versions ?? {}).map(
    ([name, { aliases, deprecated, sunset }]) => ({
      name,
      aliases,
      deprecatedMs: deprecated,
      sunsetMs: sunset,
    }),
  );
  return {
    presentations: compilePresentation({
      profiles: Object.entries(profiles).map(([name, { when }]) => ({ name, when })),
      locales: [locale, ...otherLocales],
    }),
    versions:
      oldest &&
      compileVersionChoice({
        versions: [oldest, ...newer],
        header: versioning.header,
        mediaType: versioning.mediaType,
        query: versioning.query,
        claim: versioning.claim,
        default: versioning.default,
        removed: versioning.removed,
      }),
  };
}
