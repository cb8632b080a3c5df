import { internalError } from '../core/channels.ts';
import type { CompiledFetch } from '../core/compiled-plan.ts';
import type { DataObject } from '../core/data-object.ts';
import { FrontageError } from '../core/errors.ts';
import type { SubgraphError } from '../core/upstream-calls.ts';
import { placedTargets } from './collect-targets.ts';
import { withoutListMarks } from './failed-paths.ts';
import { type ErrorExtensions, maskFailedCall, maskSubgraphError } from './mask-subgraph-error.ts';

const maxPlaces = 100;

type Path = readonly (string | number)[];

/** An error of an execution, ready for clients but for its path, which is in canonical keys. */
export interface ExecutionError {
  readonly message: string;
  readonly path: Path;
  readonly extensions: ErrorExtensions;
}

/** Collects what went wrong and says where, in as few errors as there are holes. */
export interface FailureLog {
  /** A call gave no answer: one error for each field that it was to bring, or one for the list whose items it was for. */
  callFailed(fetch: CompiledFetch, cause: unknown, requestId: string): void;
  /** A subgraph reported an error; `targets` are the objects that it is about, if it is about one entity. */
  reported(
    fetch: CompiledFetch,
    error: SubgraphError,
    showMessage: boolean,
    targets: readonly DataObject[],
  ): void;
  errors(): readonly ExecutionError[];
}

/** `showsMessages` says of which subgraphs clients may know. */
export function createFailureLog(root: DataObject, showsMessages: (subgraph: string) => boolean): FailureLog {
  const failures: ExecutionError[] = [];

  return {
    callFailed(fetch, cause, requestId) {
      if (!(cause instanceof FrontageError)) internalError.publish({ requestId, error: cause });
      const code = cause instanceof FrontageError ? cause.code : 'INTERNAL_SERVER_ERROR';
      const place = withoutListMarks(fetch.path);
      const isForList = place.length < fetch.path.length;
      const paths =
        isForList || fetch.brings.length === 0 ? [place] : fetch.brings.map((key) => [...place, key]);
      const masked = maskFailedCall(code, fetch.subgraph, showsMessages(fetch.subgraph));
      for (const path of paths) failures.push({ ...masked, path });
    },
    reported(fetch, error, showMessage, targets) {
      const { message, path = [], extensions } = maskSubgraphError(error, fetch.subgraph, showMessage);
      for (const place of places(root, fetch, targets)) {
        failures.push({ message, path: [...place, ...path], extensions });
      }
    },
    errors: () => failures,
  };
}

/** An entity may stand in many places; clients are told of each, up to a bound. */
function places(root: DataObject, { path }: CompiledFetch, targets: readonly DataObject[]): Path[] {
  const found: Path[] = [];
  if (targets.length > 0) {
    for (const placed of placedTargets(root, path)) {
      if (targets.includes(placed.target)) found.push(placed.path);
      if (found.length === maxPlaces) break;
    }
  }
  return found.length > 0 ? found : [withoutListMarks(path)];
}
