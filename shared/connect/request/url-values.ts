import { FrontageError } from '../../core/errors.ts';
import { isArray, isObject, scalarText, type Value } from '../mapping/value.ts';

/*
 * Writes values as parts of a URL. A value never changes the URL's structure: it remains inside its segment or its
 * parameter, or the request is rejected with a `FrontageError` of code `BAD_USER_INPUT`.
 */

/** Percent-encodes everything but unreserved characters (RFC 3986, section 2.3). */
export function encodeValue(text: string): string {
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, hexOf);
  } catch (error) {
    if (error instanceof URIError) throw badInput('A value of a URL must not contain an unpaired surrogate.');
    throw error;
  }
}

const hexOf = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Encodes a scalar. Null is an empty string; lists and objects are rejected. */
export function urlText(value: Value): string {
  const text = scalarText(value);
  if (text === undefined) throw badInput('A list or an object cannot be part of a URL.');
  return encodeValue(text);
}

/** Returns a segment with a value unmodified. Rejects an empty segment and dot segments, which would change the path. */
export function checkSegment(segment: string): string {
  if (segment === '') throw badInput('A value of a URL path must not be empty.');
  if (isDotSegment(segment)) throw badInput('A value of a URL path must not be "." or "..".');
  return segment;
}

export const isDotSegment = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

/** Writes the list that `path:` returns as segments, each preceded by `/`. */
export function pathText(value: Value): string {
  if (value === undefined || value === null) return '';
  if (!isArray(value)) throw badInput('The value that is added to a URL path must be a list.');
  return value.map((segment) => `/${checkSegment(urlText(segment))}`).join('');
}

/** Writes the object that `queryParams:` returns as a query without the `?`. Null is omitted, a list repeats its name. */
export function queryText(value: Value): string {
  if (value === undefined || value === null) return '';
  if (!isObject(value)) throw badInput('The value that is added to a URL query must be an object.');
  const pairs: string[] = [];
  for (const [name, content] of Object.entries(value)) {
    if (content === null) continue;
    for (const element of isArray(content) ? content : [content]) {
      pairs.push(`${encodeValue(name)}=${urlText(element)}`);
    }
  }
  return pairs.join('&');
}

/** Returns the value of a header. Rejects characters that HTTP does not allow, in particular line ends. */
export function headerText(value: Value): string {
  const text = scalarText(value);
  if (text === undefined) throw badInput('A list or an object cannot be sent as a header.');
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
    throw badInput(
      'A value of a header must not contain control characters or characters outside ISO 8859-1.',
    );
  return text;
}

function badInput(message: string): FrontageError {
  return new FrontageError('BAD_USER_INPUT', { message });
}
