import type { ResponsePath, ShapeProgram } from '../core/shape-program.ts';
import type { ExecutionError } from './failure-log.ts';
import type { ErrorExtensions } from './mask-subgraph-error.ts';

/** An error of an execution as clients are told of it. */
export interface ClientError {
  readonly message: string;
  readonly path: ResponsePath;
  readonly extensions: ErrorExtensions;
}

/**
 * Tells clients of errors by their own names. A call that gave no answer, or none about an entity, is one error for each
 * field that it was to bring, or one for the list whose items it was for.
 */
export function clientErrors(
  errors: readonly ExecutionError[],
  pathsOf: (path: ResponsePath) => ReturnType<ShapeProgram['clientPaths']>,
): ClientError[] {
  return errors.flatMap(({ message, path, missing = [], extensions }) => {
    const holes = distinct(missing.flatMap((key) => pathsOf([...path, key])));
    // What is missing may be there for the sake of another field only.
    const paths = holes.length > 0 ? holes : pathsOf(path);
    return paths.map((place) => ({ message, path: place, extensions }));
  });
}

function distinct(paths: readonly (string | number)[][]): (string | number)[][] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
