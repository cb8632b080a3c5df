import { toText } from '../harness/exact-text.ts';
import type { Result } from '../harness/graphql-client.ts';
import { canonical } from './canonical.ts';

type Path = readonly (string | number)[];

export interface Strictness {
  /** The errors that both must report at the same paths. */
  readonly codes: ReadonlySet<string>;
  readonly fieldOrder: boolean;
}

/** Why two results differ, or undefined. */
export function difference(
  result: Result,
  expected: Result,
  { codes, fieldOrder }: Strictness,
): string | undefined {
  const write = fieldOrder ? (value: unknown): string => toText(value) : canonical;
  const [data, expectedData] = [write(result.data), write(expected.data)];
  if (data !== expectedData)
    return `data\n  is       ${data}\n  expected ${expectedData}\n  errors   ${JSON.stringify(result.errors)}`;
  const [errors, expectedErrors] = [result, expected].map((one) => errorPaths(one, codes));
  if (errors !== expectedErrors) return `errors\n  are      ${errors}\n  expected ${expectedErrors}`;
  return undefined;
}

/**
 * The paths of the errors with these codes, as a set. Errors below a null are left out: when a null propagates, the
 * number of errors raised before depends on the order of execution.
 */
function errorPaths({ data, errors = [] }: Result, codes: ReadonlySet<string>): string {
  const paths = errors
    .filter(({ code, path = [] }) => codes.has(code) && isObjectAt(data, path.slice(0, -1)))
    .map(({ path, code }) => JSON.stringify([code, path]));
  return [...new Set(paths)].sort().join(' ');
}

/**
 * Why a result of a graph with failures is worse than the reference engine's, or undefined. It may have more data:
 * known data of an entity need not be fetched again, and then cannot fail. Errors with one of the codes `apart` do not
 * count, and none does where the data differ.
 */
export function failureDifference(
  left: Result,
  right: Result,
  apart: ReadonlySet<string>,
): string | undefined {
  const [data, otherData] = [canonical(left.data), canonical(right.data)];
  if (data !== otherData) {
    return contradiction(left.data, right.data) && `data\n  ${data}\n  ${otherData}`;
  }
  const [errors, otherErrors] = [left, right].map((one) => failurePlaces(one, apart));
  return errors === otherErrors ? undefined : `errors\n  ${errors}\n  ${otherErrors}`;
}

/**
 * The paths of the errors, as a set: the code, and the path up to the first list. The number of calls that an engine
 * makes for the members of a list, and so the number of its errors, is up to the engine.
 *
 * A path ends where the data ends, and then counts only if no other error is further inside: the missing field may be
 * unselected or skipped, and only the reference engine reports its name.
 */
function failurePlaces({ data, errors = [] }: Result, apart: ReadonlySet<string>): string {
  const places = errors
    .filter(({ code }) => !apart.has(code))
    .map(({ code, path = [] }) => {
      const list = path.findIndex((key) => typeof key === 'number');
      const whole = list === -1 ? path : path.slice(0, list);
      const place = withinData(data, whole);
      return { place: JSON.stringify([code, ...place]), isCut: place.length < whole.length };
    });
  const counted = places.filter(
    ({ place, isCut }) =>
      !isCut || !places.some((other) => other.place !== place && other.place.startsWith(place.slice(0, -1))),
  );
  return [...new Set(counted.map(({ place }) => place))].sort().join(' ');
}

function withinData(data: unknown, path: Path): Path {
  const end = path.findIndex((_, index) => valueAt(data, path.slice(0, index + 1)) === undefined);
  return end === -1 ? path : path.slice(0, end);
}

function isObjectAt(data: unknown, path: Path): boolean {
  const value = valueAt(data, path);
  return typeof value === 'object' && value !== null;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(String(key));
  }
  return value;
}

/**
 * Why the result of a graph with failures is not the complete result with parts of it null or, inside of an object of
 * unknown type, absent.
 */
export function contradiction(part: unknown, whole: unknown, at = 'data'): string | undefined {
  if (part === null || part === undefined) return undefined;
  if (typeof part !== 'object')
    return part === whole ? undefined : `${at} is ${part}, expected ${whole} or null`;
  if (typeof whole !== 'object' || whole === null) return `${at} is an object, expected ${whole}`;
  if (Array.isArray(part) && (!Array.isArray(whole) || part.length !== whole.length))
    return `${at} has another length`;
  const values = new Map<string, unknown>(Object.entries(whole));
  for (const [key, value] of Object.entries(part)) {
    if (!values.has(key)) return `${at}.${key} should not be there`;
    const found = contradiction(value, values.get(key), `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
