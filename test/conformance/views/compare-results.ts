import type { Result } from '../harness/graphql-client.ts';
import type { Path } from './reference.ts';

/** Why a result is not the expected one: the data, with the order of its fields, or the paths of errors. */
export function difference(
  result: Result,
  expected: unknown,
  errorPaths: readonly Path[],
): string | undefined {
  const [data, expectedData] = [JSON.stringify(result.data), JSON.stringify(expected)];
  const reported = placesOf(
    result.data,
    (result.errors ?? []).map(({ path = [] }) => path),
  );
  const expectedErrors = placesOf(expected, errorPaths);
  if (data !== expectedData)
    return `data\n  is       ${data}\n  expected ${expectedData}\n  errors   ${reported}`;
  return reported === expectedErrors
    ? undefined
    : `${data}\nerrors\n  are      ${reported}\n  expected ${expectedErrors}`;
}

/** For a result with failures: an error at a path that does not exist, or missing data without any error. */
export function unexplained({ data, errors = [] }: Result, expected: unknown): string | undefined {
  const stray = errors.filter(({ path = [] }) => valueAt(data, path) === undefined);
  if (stray.length > 0)
    return `errors at paths that do not exist: ${JSON.stringify(stray)}\n  ${JSON.stringify(data)}`;
  const isWhole = JSON.stringify(data) === JSON.stringify(expected);
  return isWhole || errors.length > 0 ? undefined : `other data without an error: ${JSON.stringify(data)}`;
}

/** Null for a path inside of a null. */
function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (value === null) return null;
    if (typeof value !== 'object') return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(String(key));
  }
  return value;
}

/**
 * The paths of errors, as a set; one below a null counts as one of that null: when a null propagates, the errors raised
 * before depend on the order of execution. A path that is not in the data stays unchanged.
 */
function placesOf(data: unknown, paths: readonly Path[]): string {
  const places = paths.map((path) => {
    let value = data;
    for (const [index, key] of path.entries()) {
      if (value === null) return JSON.stringify(path.slice(0, index));
      value =
        typeof value === 'object'
          ? new Map<string, unknown>(Object.entries(value ?? {})).get(String(key))
          : undefined;
    }
    return JSON.stringify(path);
  });
  return [...new Set(places)].sort().join(' ');
}
