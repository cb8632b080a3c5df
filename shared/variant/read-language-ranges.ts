export interface LanguageRange {
  /** In lower case; `*` is any language. */
  readonly tag: string;
  /** Between 0 and 1; 0 is for what is not wanted. */
  readonly weight: number;
}

const range =
  /^\s*(?<tag>[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(?<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/;

/** The ranges of `Accept-Language` (RFC 9110, section 12.5.4), the most wanted first; what is none is passed over. */
export function readLanguageRanges(acceptLanguage: string): LanguageRange[] {
  const ranges = acceptLanguage
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const { tag, weight = '1' } = range.exec(part)?.groups ?? {};
      return tag === undefined ? [] : [{ tag, weight: Number(weight) }];
    });
  // Sorting keeps the order of equals.
  return ranges.sort((one, other) => other.weight - one.weight);
}
