import { contradiction } from '../differential/compare.ts';
import type { Result } from '../harness/graphql-client.ts';
import { invalidValue } from '../harness/scenario.ts';
import type { WorstResult } from './worst-result.ts';

type Path = readonly (string | number)[];

/**
 * Why a result cannot be explained by failing subgraphs, or undefined. A valid result has no data that the complete one
 * lacks; each unexpected null has an error, and no error is about a field that cannot have failed. `isSilent`:
 * subgraphs return null without an error; then the result has at least all of the worst result. `isTaken`: a null above
 * a failed field can have removed a field of this name, which is an error of that field, too.
 */
export function explain(
  { data, errors = [] }: Result,
  whole: Result,
  worst: WorstResult,
  isSilent: boolean,
  isTaken: (fieldName: string) => boolean,
): string | undefined {
  const tooMuch = contradiction(data, whole.data);
  if (tooMuch !== undefined) return `data that the complete result does not have: ${tooMuch}`;
  const tooLittle = isSilent ? contradiction(worst.data, data) : undefined;
  if (tooLittle !== undefined) return `data of healthy subgraphs is missing: ${tooLittle}`;
  const paths = errors.map(({ path = [] }) => path);
  const groundless = errors.find(
    ({ path = [], code }) =>
      code !== invalidValue &&
      !worst.missing.some((place) => meet(place, worst.inFields(path))) &&
      !isTaken(nameAt(worst.inFields(path))),
  );
  if (groundless !== undefined) return `an error where nothing failed: ${JSON.stringify(groundless)}`;
  const silent = isSilent
    ? undefined
    : missingIn(data, whole.data).find((place) => !paths.some((path) => meet(place, path)));
  return silent && `a null without an error at ${JSON.stringify(silent)}`;
}

/** The name of the field at the end of a path of fields and arguments. */
function nameAt(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  return /^\w+/.exec(String(key))?.[0] ?? '';
}

/** Whether one path is a prefix of the other. */
function meet(left: Path, right: Path): boolean {
  return left.every((key, index) => index >= right.length || right[index] === key);
}

function missingIn(part: unknown, whole: unknown, at: Path = []): Path[] {
  if (part === null || part === undefined) return whole === null || whole === undefined ? [] : [at];
  if (typeof part !== 'object' || typeof whole !== 'object' || whole === null) return [];
  const values = new Map<string, unknown>(Object.entries(part));
  return Object.entries(whole).flatMap(([key, value]) =>
    missingIn(values.get(key), value, [...at, Array.isArray(whole) ? Number(key) : key]),
  );
}
