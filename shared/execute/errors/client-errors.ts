import type { ErrorCode } from '../../core/errors.ts';
import type { ResponsePath } from '../../core/response-writer.ts';
import type { ExecutionError } from './failures.ts';
import type { ErrorExtensions } from './mask-subgraph-error.ts';

/** An error of an execution in the form that clients get. */
export interface ClientError {
  readonly message: string;
  /** Absent for an error about the list of errors. */
  readonly path?: ResponsePath;
  readonly extensions: ErrorExtensions;
}

export interface ClientErrors {
  readonly errors: readonly ClientError[];
  /** The number of errors that were left out. */
  readonly left: number;
}

/** The client's paths to the object at a path, or to these fields of it. */
export type PathsOf = (path: ResponsePath, keys?: readonly string[]) => (string | number)[][];

/** More errors than this add no information for a client. */
export const maxErrors = 100;

/**
 * Returns the errors under the client's names. A call that failed, or that returned no data for an entity, has one error for
 * each field that it selects, or one for the list whose items it was for. The first hundred are returned, the others counted.
 */
export function clientErrors(failures: readonly ExecutionError[], pathsOf: PathsOf): ClientErrors {
  const errors: ClientError[] = [];
  let left = 0;
  for (const { message, path, missing, extensions } of failures) {
    if (errors.length === maxErrors) {
      left += Math.max(1, missing?.length ?? 1);
      continue;
    }
    for (const clientPath of pathsOf(path, missing)) {
      if (errors.length < maxErrors) errors.push({ message, path: clientPath, extensions });
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
