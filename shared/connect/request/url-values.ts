import { FrontageError } from '../../core/errors.ts';
import { isArray, isObject, scalarText, type Value } from '../mapping/value.ts';

/*
 * How values become parts of a URL. A value never changes the URL's structure: it stays inside its segment or its
 * parameter, or the request is refused with a `FrontageError` of code `BAD_USER_INPUT`.
 */

/** RFC 3986, section 2.3: everything but unreserved characters is encoded. */
export function encodeValue(text: string): string {
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, hexOf);
  } catch (error) {
    if (error instanceof URIError) throw badInput('A value holds half of a surrogate pair.');
    throw error;
  }
}

const hexOf = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Null is empty text; lists and objects are refused. */
export function urlText(value: Value): string {
  const text = scalarText(value);
  if (text === undefined) throw badInput('A list or an object cannot be part of a URL.');
  return encodeValue(text);
}

/** Passes a segment that holds a value. An empty one would make the path another one, and so would dots. */
export function checkSegment(segment: string): string {
  if (segment === '') throw badInput('A value that is part of a path is empty.');
  if (isDotSegment(segment)) throw badInput('A value that is part of a path is "." or "..".');
  return segment;
}

export const isDotSegment = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

/** What `path:` gives, a list, as segments with a `/` before each. */
export function pathText(value: Value): string {
  if (value === undefined || value === null) return '';
  if (!isArray(value)) throw badInput('What is added to a path is not a list.');
  return value.map((segment) => `/${checkSegment(urlText(segment))}`).join('');
}

/** What `queryParams:` gives, an object, as a query without the `?`; null is left out, a list repeats its name. */
export function queryText(value: Value): string {
  if (value === undefined || value === null) return '';
  if (!isObject(value)) throw badInput('What is added to a query is not an object.');
  const pairs: string[] = [];
  for (const [name, content] of Object.entries(value)) {
    if (content === null) continue;
    for (const element of isArray(content) ? content : [content]) {
      pairs.push(`${encodeValue(name)}=${urlText(element)}`);
    }
  }
  return pairs.join('&');
}

/** A header's value: what HTTP cannot carry is refused, line ends first of all. */
export function headerText(value: Value): string {
  const text = scalarText(value);
  if (text === undefined) throw badInput('A list or an object cannot be a header.');
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw badInput('A value cannot be sent as a header.');
  return text;
}

function badInput(message: string): FrontageError {
  return new FrontageError('BAD_USER_INPUT', { message });
}
