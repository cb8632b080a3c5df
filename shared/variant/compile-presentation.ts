import type { Presentation } from '../core/presentation.ts';
import type { Principal } from '../core/request-context.ts';
import { compileLocaleChoice } from './compile-locale-choice.ts';
import { type ConditionalProfile, compileProfileChoice } from './compile-profile-choice.ts';

export interface PresentationOptions {
  /** The profiles besides the default; the first whose conditions are met applies. */
  readonly profiles: readonly ConditionalProfile[];
  /** BCP 47; the first applies if no locale matches. */
  readonly locales: readonly [string, ...string[]];
}

export interface Presentations {
  /** Never throws. */
  presentationOf(headers: Readonly<Record<string, string>>, principal: Principal | undefined): Presentation;
  /** The lower-case names of the request headers that the selection depends on. */
  readonly varyOn: readonly string[];
  /** Whether there is a profile besides the default. */
  readonly hasProfiles: boolean;
}

/** Compiles the selection of how the values of a response are formatted, by the user and the device of the request. */
export function compilePresentation({ profiles, locales }: PresentationOptions): Presentations {
  const chooseProfile = compileProfileChoice(profiles);
  const chooseLocale = compileLocaleChoice(locales);
  const conditionHeaders = profiles.flatMap(({ when: { headers, claims } }) => [
    ...Object.keys(headers),
    ...(Object.keys(claims).length > 0 ? ['authorization'] : []),
  ]);
  return {
    hasProfiles: profiles.length > 0,
    varyOn: [...new Set([...conditionHeaders, ...(locales.length > 1 ? ['accept-language'] : [])])],
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
