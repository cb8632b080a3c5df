import { StartError } from '../../../shared/core/start-error.ts';

/** Each part is a separate file. */
export function fileOf(index: number): string {
  return `part-${index}`;
}

export function isAccepted(
  parts: readonly string[],
  compile: (parts: readonly string[]) => unknown,
): boolean {
  return problemsOf(parts, compile) === undefined;
}

/** Removes the parts that are invalid in a view. */
export function acceptedParts(
  parts: readonly string[],
  compile: (parts: readonly string[]) => unknown,
): readonly string[] | undefined {
  let left = parts;
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const refused = problemsOf(left, compile);
    if (refused === undefined) return left;
    const wrong = new Set(refused.problems.map(({ file }) => file));
    left = left.filter((_, index) => !wrong.has(fileOf(index)));
  }
  return undefined;
}

function problemsOf(
  parts: readonly string[],
  compile: (parts: readonly string[]) => unknown,
): StartError | undefined {
  try {
    compile(parts);
    return undefined;
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
}
