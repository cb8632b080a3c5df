import type { Presentation } from '../core/presentation.ts';
import type { Principal } from '../core/request-context.ts';
import { compileLocaleChoice } from './compile-locale-choice.ts';
import { type ConditionalProfile, compileProfileChoice } from './compile-profile-choice.ts';

export interface PresentationOptions {
  /** Those beside the default; the first whose conditions are met holds. */
  readonly profiles: readonly ConditionalProfile[];
  /** BCP 47; the first is for requests that none fits. */
  readonly locales: readonly [string, ...string[]];
}

export interface Presentations {
  /** Never throws. */
  presentationOf(headers: Readonly<Record<string, string>>, principal: Principal | undefined): Presentation;
  /** Lower-case names of the request headers that decide. */
  readonly varyOn: readonly string[];
  /** Whether there is any profile beside the default. */
  readonly hasProfiles: boolean;
}

/** How the values of an answer are written, by what is known of who asks and what with. */
export function compilePresentation({ profiles, locales }: PresentationOptions): Presentations {
  const chooseProfile = compileProfileChoice(profiles);
  const chooseLocale = compileLocaleChoice(locales);
  const deciding = profiles.flatMap(({ when: { headers, claims } }) => [
    ...Object.keys(headers),
    ...(Object.keys(claims).length > 0 ? ['authorization'] : []),
  ]);
  return {
    hasProfiles: profiles.length > 0,
    varyOn: [...new Set([...deciding, ...(locales.length > 1 ? ['accept-language'] : [])])],
    presentationOf(headers, principal) {
      const { index, name } = chooseProfile(headers, principal);
      return {
        profile: index,
        profileName: name,
        locale: chooseLocale(headers['accept-language']),
        nowMs: Date.now(),
      };
    },
  };
}
