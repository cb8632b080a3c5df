/** Where a request has named a version. */
export type VersionSource = 'path' | 'header' | 'accept' | 'query' | 'claim' | 'default';

export interface NamedVersion {
  readonly name: string;
  readonly source: VersionSource;
}

const excluded = /;\s*q=0(?:\.0*)?\s*(?:;|$)/i;
const quotesOrSpaces = /["\s]/;

/** What a header or parameter that may have several values names; empty ones name nothing. */
export function namesIn(values: readonly string[], source: VersionSource): NamedVersion[] {
  return values.flatMap((value) => {
    const name = value.trim();
    return name === '' ? [] : [{ name, source }];
  });
}

/** The `version` parameters of ranges of this media type in an `Accept` header (RFC 9110, section 12.5.1). */
export function namesInAccept(accept: string, mediaType: string): NamedVersion[] {
  return vendorRanges(accept, mediaType).flatMap(([, ...parameters]) =>
    parameters.flatMap((parameter) => namesIn(versionIn(parameter), 'accept')),
  );
}

/** The same header with `application/json` for this media type. */
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

/** Split into type and parameters; those with a weight of 0 ask for something else. */
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
 * The value of a parameter `version`, perhaps in quotation marks; nothing for other parameters. Not one expression for all of
 * it: white space on both sides of an optional value takes an engine that goes back quadratic time.
 */
function versionIn(parameter: string): [version: string] | [] {
  const equals = parameter.indexOf('=');
  if (equals < 0 || parameter.slice(0, equals).trim().toLowerCase() !== 'version') return [];
  let value = parameter.slice(equals + 1).trim();
  if (value.startsWith('"')) value = value.slice(1);
  if (value.endsWith('"')) value = value.slice(0, -1);
  return quotesOrSpaces.test(value) ? [] : [value];
}
