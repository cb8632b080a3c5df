/** The part of a request that names a version. */
export type VersionSource = 'path' | 'header' | 'accept' | 'query' | 'claim' | 'default';

export interface NamedVersion {
  readonly name: string;
  readonly source: VersionSource;
}

const excluded = /;\s*q=0(?:\.0*)?\s*(?:;|$)/i;
const quotesOrSpaces = /["\s]/;

/** Returns the versions in the values of a header or parameter. Empty values are skipped. */
export function namesIn(values: readonly string[], source: VersionSource): NamedVersion[] {
  return values.flatMap((value) => {
    const name = value.trim();
    return name === '' ? [] : [{ name, source }];
  });
}

/** Returns the `version` parameters of ranges of this media type in an `Accept` header (RFC 9110, section 12.5.1). */
export function namesInAccept(accept: string, mediaType: string): NamedVersion[] {
  return vendorRanges(accept, mediaType).flatMap(([, ...parameters]) =>
    parameters.flatMap((parameter) => namesIn(versionIn(parameter), 'accept')),
  );
}

/** Returns the header with `application/json` instead of this media type. */
export function plainAccept(accept: string, mediaType: string): string {
  if (!accept.toLowerCase().includes(mediaType)) return accept;
  return accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';');
      if (!isOf(type, mediaType)) return range;
      const others = parameters.filter((parameter) => versionIn(parameter).length === 0);
      return ['application/json', ...others].join(';');
    })
    .join(',');
}

/** Returns the ranges of this media type, split into type and parameters, without ranges of weight 0. */
function vendorRanges(accept: string, mediaType: string): string[][] {
  if (!accept.toLowerCase().includes(mediaType)) return [];
  return accept
    .split(',')
    .filter((range) => !excluded.test(range))
    .map((range) => range.split(';'))
    .filter(([type = '']) => isOf(type, mediaType));
}

function isOf(type: string, mediaType: string): boolean {
  return type.trim().toLowerCase() === mediaType;
}

/**
 * Returns the value of a parameter `version`, with or without quotation marks; empty for other parameters. Does not use
 * a single regular expression: whitespace on both sides of an optional value takes a backtracking engine quadratic
 * time.
 */
function versionIn(parameter: string): [version: string] | [] {
  const equals = parameter.indexOf('=');
  if (equals < 0 || parameter.slice(0, equals).trim().toLowerCase() !== 'version') return [];
  let value = parameter.slice(equals + 1).trim();
  if (value.startsWith('"')) value = value.slice(1);
  if (value.endsWith('"')) value = value.slice(0, -1);
  return quotesOrSpaces.test(value) ? [] : [value];
}
