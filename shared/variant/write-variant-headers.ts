import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { mergeVary } from '../core/http/merge-vary.ts';
import type { Presentation } from '../core/presentation.ts';
import type { Presentations } from './compile-presentation.ts';
import type { ChosenVersion, VersionChoice } from './compile-version-choice.ts';

/** Adds the selected variant to the headers of a response, and the request headers that it depends on to `Vary`. */
export type WriteVariantHeaders = (
  response: OutgoingResponse,
  presentation: Presentation,
  version: ChosenVersion | undefined,
) => OutgoingResponse;

export function compileVariantHeaders(
  { hasProfiles, varyOn }: Presentations,
  versions: VersionChoice | undefined,
): WriteVariantHeaders {
  const dependsOn = [...new Set([...varyOn, ...(versions?.varyOn ?? [])])];
  if (!hasProfiles && dependsOn.length === 0) return (response) => response;
  return (response, { profileName }, version) => {
    const vary = mergeVary(response.headers['vary'], dependsOn);
    return {
      ...response,
      headers: {
        ...response.headers,
        ...(hasProfiles && { 'frontage-profile': profileName }),
        ...(version && versions?.headersOf(version.version)),
        ...(vary !== undefined && { vary }),
      },
    };
  };
}
