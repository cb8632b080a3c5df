export interface LanguageRange {
  /** The tag in lower case; `*` matches any language. */
  readonly tag: string;
  /** Between 0 and 1; 0 excludes the language. */
  readonly weight: number;
}

const range =
  /^\s*(?<tag>[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(?<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/;

/**
 * Returns the ranges of `Accept-Language` (RFC 9110, section 12.5.4) by descending weight. Invalid ranges are skipped.
 */
export function readLanguageRanges(acceptLanguage: string): LanguageRange[] {
  const ranges = acceptLanguage
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const { tag, weight = '1' } = range.exec(part)?.groups ?? {};
      return tag === undefined ? [] : [{ tag, weight: Number(weight) }];
    });
  // Sorting is stable.
  return ranges.sort((one, other) => other.weight - one.weight);
}
