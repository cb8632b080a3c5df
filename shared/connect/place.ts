import { type Problem, StartError } from '../core/start-error.ts';
import { locate, MappingError } from './mapping/mapping-error.ts';

/** Where in whose SDL a directive stands, for messages. */
export interface Place {
  readonly subgraph: string;
  /** `Query.search`, `Product`, or `schema` for a source. */
  readonly coordinate: string;
  /** `@connect`, or `@source(name: "…")` without its closing parenthesis. */
  readonly directive: string;
}

/** A problem in an argument, which may be a dotted path such as `http.body`, or empty for the directive as such. */
export function problemAt(place: Place, argument: string, message: string): Problem {
  const { subgraph, coordinate, directive } = place;
  return { key: `${subgraph}: ${coordinate} ${directive} ${argument}`.trimEnd(), message };
}

/** Always throws. */
export function refuse(place: Place, argument: string, message: string): never {
  throw new StartError(problemAt(place, argument, message));
}

/** Runs a compilation of `text`; what is wrong in it becomes a `StartError` with line and column. */
export function compiling<Result>(
  place: Place,
  argument: string,
  text: string,
  compile: () => Result,
): Result {
  try {
    return compile();
  } catch (error) {
    if (error instanceof MappingError) refuse(place, argument, locate(error, text));
    throw error;
  }
}

/** Runs every one of `tasks`, then throws all their problems as one `StartError`, if there are any. */
export function collectingProblems<Item, Result>(
  items: Iterable<Item>,
  task: (item: Item) => Result,
): Result[] {
  const problems: Problem[] = [];
  const results: Result[] = [];
  for (const item of items) {
    try {
      results.push(task(item));
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new StartError(problems);
  return results;
}
