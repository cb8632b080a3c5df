import type { ErrorCode } from '../../core/errors.ts';
import type { ResponsePath } from '../../core/response-writer.ts';
import type { ExecutionError } from './error-collector.ts';
import type { ErrorExtensions } from './mask-subgraph-error.ts';

/** An error of an execution as clients are told of it. */
export interface ClientError {
  readonly message: string;
  /** None for an error about the list of errors. */
  readonly path?: ResponsePath;
  readonly extensions: ErrorExtensions;
}

export interface ClientErrors {
  readonly errors: readonly ClientError[];
  /** How many more there are. */
  readonly left: number;
}

/** The client's paths to the object at a path, or to these fields of it. */
export type PathsOf = (path: ResponsePath, keys?: readonly string[]) => (string | number)[][];

/** A client that is told of so many failures learns nothing from more. */
export const maxErrors = 100;

/**
 * Tells clients of errors by their own names. A call that gave no answer, or none about an entity, is one error for each
 * field that it was to bring, or one for the list whose items it was for. The first hundred are told, the others counted.
 */
export function clientErrors(failures: readonly ExecutionError[], pathsOf: PathsOf): ClientErrors {
  const errors: ClientError[] = [];
  let left = 0;
  for (const { message, path, missing, extensions } of failures) {
    if (errors.length === maxErrors) {
      left += Math.max(1, missing?.length ?? 1);
      continue;
    }
    for (const place of pathsOf(path, missing)) {
      if (errors.length < maxErrors) errors.push({ message, path: place, extensions });
      else left += 1;
    }
  }
  return { errors, left };
}

/** The last error of a list from which others were left out. */
export function leftOutError(left: number): ClientError {
  const code: ErrorCode = 'ERRORS_LEFT_OUT';
  return { message: `${left} more errors are left out.`, extensions: { code } };
}
