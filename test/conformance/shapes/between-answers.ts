import { contradiction } from '../differential/compare.ts';
import type { Answer } from '../harness/graphql-client.ts';
import { invalidValue } from '../harness/scenario.ts';
import type { WorstAnswer } from './worst-answer.ts';

type Path = readonly (string | number)[];

/**
 * Why an answer is not one that failing subgraphs explain, or nothing. It has nothing that is not in the whole one; an error
 * tells of each null that should not be there, and none tells of what cannot have failed. `isSilent`: subgraphs say null and
 * no error; then it has all that the worst answer has. `isTaken`: a null above a failed field may have taken a field of this
 * name with it, which is an error of that field, too.
 */
export function explain(
  { data, errors = [] }: Answer,
  whole: Answer,
  worst: WorstAnswer,
  isSilent: boolean,
  isTaken: (fieldName: string) => boolean,
): string | undefined {
  const tooMuch = contradiction(data, whole.data);
  if (tooMuch !== undefined) return `more than there is: ${tooMuch}`;
  const tooLittle = isSilent ? contradiction(worst.data, data) : undefined;
  if (tooLittle !== undefined) return `less than healthy subgraphs have: ${tooLittle}`;
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

/** The name of the field that a path in fields and arguments leads to. */
function nameAt(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  return /^\w+/.exec(String(key))?.[0] ?? '';
}

/** Whether one leads to the other. */
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
