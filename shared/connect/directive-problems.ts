import { type Problem, StartError } from '../core/start-error.ts';
import { locate, MappingError } from './mapping/mapping-error.ts';

/** The location of a directive in the SDL of a subgraph, for messages. */
export interface DirectiveLocation {
  readonly subgraph: string;
  /** `Query.search`, `Product`, or `schema` for a source. */
  readonly coordinate: string;
  /** `@connect`, or `@source(name: "…")` without its closing parenthesis. */
  readonly directive: string;
}

/** Creates a problem of an argument: a dotted path such as `http.body`, or an empty string for the directive itself. */
export function problemAt(location: DirectiveLocation, argument: string, message: string): Problem {
  const { subgraph, coordinate, directive } = location;
  return { key: `${subgraph}: ${coordinate} ${directive} ${argument}`.trimEnd(), message };
}

/** Always throws. */
export function refuse(location: DirectiveLocation, argument: string, message: string): never {
  throw new StartError(problemAt(location, argument, message));
}

/** Compiles `text` with `compile`. Converts a `MappingError` to a `StartError` with line and column. */
export function compiling<Result>(
  location: DirectiveLocation,
  argument: string,
  text: string,
  compile: () => Result,
): Result {
  try {
    return compile();
  } catch (error) {
    if (error instanceof MappingError) refuse(location, argument, locate(error, text));
    throw error;
  }
}

/** Runs `task` for each item, then throws all problems as one `StartError`, if there are any. */
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
