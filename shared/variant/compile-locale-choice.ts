import { type LanguageRange, readLanguageRanges } from './read-language-ranges.ts';

export type LocaleChoice = (acceptLanguage: string | undefined) => string;

/** A supported locale. */
interface Candidate {
  readonly locale: string;
  /** The tag in lower case, without extensions. */
  readonly tag: string;
  readonly likely: Likely | undefined;
}

/** A tag with the most likely script and region, if it leaves them open. */
interface Likely {
  readonly language: string;
  readonly script: string | undefined;
  readonly region: string | undefined;
}

// Characters beyond this length are ignored: browsers send less than a tenth of it.
const maxLength = 512;
const maxRemembered = 256;

/**
 * Compiles the selection of the locale of a response. `locales`: BCP 47; the first applies if no locale matches. Ranges
 * are tried by descending weight. Each selects the locale that is a prefix of it (RFC 4647, section 3.4: `de-AT-1996`,
 * `de-AT`, `de`) and has the same script, else the first locale of the same language and script, preferably of the same
 * region. Never throws.
 */
export function compileLocaleChoice(locales: readonly [string, ...string[]]): LocaleChoice {
  const [fallback] = locales;
  if (locales.length === 1) return () => fallback;
  const candidates = locales.map((locale): Candidate => {
    const tag = new Intl.Locale(locale).baseName;
    return { locale, tag: tag.toLowerCase(), likely: likelyOf(tag) };
  });
  const remembered = new Map<string, string>();
  return (acceptLanguage) => {
    if (acceptLanguage === undefined || acceptLanguage === '') return fallback;
    const known = remembered.get(acceptLanguage);
    if (known !== undefined) return known;
    const ranges = readLanguageRanges(bounded(acceptLanguage));
    const selected = select(ranges, candidates)?.locale ?? fallback;
    if (acceptLanguage.length > maxLength) return selected;
    if (remembered.size === maxRemembered) remembered.clear();
    remembered.set(acceptLanguage, selected);
    return selected;
  };
}

/** Truncates the header after its last complete range. */
function bounded(header: string): string {
  if (header.length <= maxLength) return header;
  return header.slice(0, Math.max(0, header.lastIndexOf(',', maxLength)));
}

function select(ranges: readonly LanguageRange[], all: readonly Candidate[]): Candidate | undefined {
  const acceptable = all.filter(({ tag }) => !isExcluded(tag, ranges));
  for (const { tag, weight } of ranges) {
    // The remaining ranges only exclude locales.
    if (weight === 0) return undefined;
    const found = tag === '*' ? acceptable[0] : match(tag, acceptable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the longest range that is a prefix of a tag has weight 0. `*;q=0` excludes nothing: a locale is required. */
function isExcluded(tag: string, ranges: readonly LanguageRange[]): boolean {
  const prefixes = ranges.filter((range) => tag === range.tag || tag.startsWith(`${range.tag}-`));
  const longest = Math.max(...prefixes.map((range) => range.tag.length));
  return prefixes.some((range) => range.tag.length === longest && range.weight === 0);
}

function match(tag: string, candidates: readonly Candidate[]): Candidate | undefined {
  const exact = candidates.find((candidate) => candidate.tag === tag);
  if (exact !== undefined) return exact;
  const likely = likelyOf(tag);
  if (likely === undefined) return undefined;
  const readable = candidates.filter(
    (candidate) =>
      candidate.likely?.language === likely.language && candidate.likely.script === likely.script,
  );
  return (
    prefixesOf(tag).flatMap((prefix) => readable.filter((candidate) => candidate.tag === prefix))[0] ??
    readable.find((candidate) => candidate.likely?.region === likely.region) ??
    readable[0]
  );
}

/** `a-b-c` → `a-b`, `a`. */
function prefixesOf(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.slice(1).map((_, index) => subtags.slice(0, subtags.length - 1 - index).join('-'));
}

/** Returns undefined for an invalid tag. */
function likelyOf(tag: string): Likely | undefined {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { language, script, region };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
