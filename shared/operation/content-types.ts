const offered = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
] as const;
type ContentType = (typeof offered)[number];

/** Chooses the content type of a GraphQL response for an `Accept` header. */
export type ChooseContentType = (accept: string | undefined) => ContentType;

/** How well a media range of an `Accept` header matches a content type. */
interface Match {
  readonly quality: number;
  /** Of the range: `*` alone, a type, a type and a subtype, these with `charset`. */
  readonly precision: number;
  readonly position: number;
}

// Clients of one kind send one header. Headers beyond these bounds are parsed for each request.
const maxEntries = 50;
const maxLength = 256;

export function createContentTypes(): ChooseContentType {
  const chosen = new Map<string, ContentType>();
  return (accept = '') => {
    const known = chosen.get(accept);
    if (known !== undefined) return known;
    const contentType = choose(accept);
    if (chosen.size < maxEntries && accept.length <= maxLength) chosen.set(accept, contentType);
    return contentType;
  };
}

/**
 * The preferred content type (RFC 9110, section 12.5.1); at equal weight the range that is more precise, then the earlier
 * one decides. `application/json` where the client has no preference: clients from before GraphQL over HTTP expect it.
 */
function choose(accept: string): ContentType {
  const ranges = accept.split(',').map(parseRange);
  const [json, graphql] = offered;
  const [ofJson, ofGraphql] = [bestMatch(json, ranges), bestMatch(graphql, ranges)];
  if (ofGraphql === undefined) return json;
  return ofJson === undefined || isPreferred(ofGraphql, ofJson) ? graphql : json;
}

function isPreferred(one: Match, other: Match): boolean {
  const difference =
    one.quality - other.quality || one.precision - other.precision || other.position - one.position;
  return difference > 0;
}

interface Range {
  readonly type: string;
  readonly hasCharset: boolean;
  readonly quality: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const hasCharset = parameters.some((parameter) => parameter.startsWith('charset'));
  return { type, hasCharset, quality: weight === undefined ? 1 : Number.parseFloat(weight.slice(2)) };
}

/** The range that decides for a content type is the most precise one. Undefined: the client does not accept it. */
function bestMatch(contentType: ContentType, ranges: readonly Range[]): Match | undefined {
  const type = contentType.slice(0, contentType.indexOf(';'));
  const matches = ranges.flatMap(({ type: range, quality, hasCharset }, position): Match[] => {
    const precision = ['*/*', 'application/*', type].indexOf(range);
    return precision < 0 ? [] : [{ quality, precision: precision * 2 + Number(hasCharset), position }];
  });
  const [first] = matches.toSorted((one, other) => other.precision - one.precision);
  return first !== undefined && first.quality > 0 ? first : undefined;
}
