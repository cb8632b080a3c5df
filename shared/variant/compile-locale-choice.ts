import { type LanguageRange, readLanguageRanges } from './read-language-ranges.ts';

export type LocaleChoice = (acceptLanguage: string | undefined) => string;

/** One of the locales. */
interface Candidate {
  readonly locale: string;
  /** In lower case, without extensions. */
  readonly tag: string;
  readonly likely: Likely | undefined;
}

/** What is most likely meant by a tag that leaves script and region open. */
interface Likely {
  readonly language: string;
  readonly script: string | undefined;
  readonly region: string | undefined;
}

// What stands beyond is not read: browsers send less than a tenth of that.
const maxLength = 512;
const maxRemembered = 256;

/**
 * Which locale a request is answered in. `locales`: BCP 47, the first for requests that none fits. Each range, the most
 * wanted first, gets the tag that it begins with (RFC 4647, section 3.4: `de-AT-1996`, `de-AT`, `de`) if that is written
 * in the same script, else the first locale of the same language and script, of its own region if there is one. Never
 * throws.
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
    const chosen = choose(ranges, candidates)?.locale ?? fallback;
    if (acceptLanguage.length > maxLength) return chosen;
    if (remembered.size === maxRemembered) remembered.clear();
    remembered.set(acceptLanguage, chosen);
    return chosen;
  };
}

/** Without a range that is cut in the middle. */
function bounded(header: string): string {
  if (header.length <= maxLength) return header;
  return header.slice(0, Math.max(0, header.lastIndexOf(',', maxLength)));
}

function choose(ranges: readonly LanguageRange[], all: readonly Candidate[]): Candidate | undefined {
  const wanted = all.filter(({ tag }) => !isUnwanted(tag, ranges));
  for (const { tag, weight } of ranges) {
    // The others are those that are not wanted.
    if (weight === 0) return undefined;
    const found = tag === '*' ? wanted[0] : fit(tag, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the longest range that a tag begins with has weight 0. `*;q=0` excludes nothing: some locale it must be. */
function isUnwanted(tag: string, ranges: readonly LanguageRange[]): boolean {
  const about = ranges.filter((range) => tag === range.tag || tag.startsWith(`${range.tag}-`));
  const longest = Math.max(...about.map((range) => range.tag.length));
  return about.some((range) => range.tag.length === longest && range.weight === 0);
}

function fit(tag: string, candidates: readonly Candidate[]): Candidate | undefined {
  const exact = candidates.find((candidate) => candidate.tag === tag);
  if (exact !== undefined) return exact;
  const likely = likelyOf(tag);
  if (likely === undefined) return undefined;
  const readable = candidates.filter(
    (candidate) =>
      candidate.likely?.language === likely.language && candidate.likely.script === likely.script,
  );
  return (
    beginnings(tag).flatMap((beginning) => readable.filter((candidate) => candidate.tag === beginning))[0] ??
    readable.find((candidate) => candidate.likely?.region === likely.region) ??
    readable[0]
  );
}

/** `a-b-c` → `a-b`, `a`. */
function beginnings(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.slice(1).map((_, index) => subtags.slice(0, subtags.length - 1 - index).join('-'));
}

/** Undefined for what looks like a tag and is none. */
function likelyOf(tag: string): Likely | undefined {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { language, script, region };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
