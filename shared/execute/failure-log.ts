import { internalError } from '../core/channels.ts';
import type { CompiledFetch } from '../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../core/data-object.ts';
import { FrontageError } from '../core/errors.ts';
import type { SubgraphError } from '../core/upstream-calls.ts';
import { placedTargets } from './collect-targets.ts';
import { withoutListMarks } from './failed-paths.ts';
import type { CopiedValue } from './known-entities.ts';
import { type ErrorExtensions, maskFailedCall, maskSubgraphError } from './mask-subgraph-error.ts';

const maxPlaces = 100;

type Path = readonly (string | number)[];

/** An error of an execution, ready for clients but for its path, which is in canonical keys. */
export interface ExecutionError {
  readonly message: string;
  readonly path: Path;
  /** Where a call gave no answer: the keys that it was to bring to the objects at the path, in which `@` enters a list. */
  readonly missing?: readonly string[];
  readonly extensions: ErrorExtensions;
}

/** Collects what went wrong and says where, in as few errors as there are holes. */
export interface FailureLog {
  /** A call gave no answer. */
  callFailed(fetch: CompiledFetch, cause: unknown, requestId: string): void;
  /** A subgraph reported an error; `targets` are the objects that it is about, if it is about one entity. */
  reported(
    fetch: CompiledFetch,
    error: SubgraphError,
    showMessage: boolean,
    targets: readonly DataObject[],
  ): void;
  /** All of them, and once more for each object that was filled with a value that an error is in. */
  errors(copies: readonly CopiedValue[]): readonly ExecutionError[];
}

/** `showsMessages` says of which subgraphs clients may know. */
export function createFailureLog(root: DataObject, showsMessages: (subgraph: string) => boolean): FailureLog {
  const failures: ExecutionError[] = [];

  return {
    callFailed(fetch, cause, requestId) {
      if (!(cause instanceof FrontageError)) internalError.publish({ requestId, error: cause });
      const code = cause instanceof FrontageError ? cause.code : 'INTERNAL_SERVER_ERROR';
      const masked = maskFailedCall(code, fetch.subgraph, showsMessages(fetch.subgraph));
      failures.push({ ...masked, path: fetch.path, missing: fetch.brings });
    },
    reported(fetch, error, showMessage, targets) {
      const { message, path = [], extensions } = maskSubgraphError(error, fetch.subgraph, showMessage);
      const inside = path.map((step) => fetch.renamed.get(String(step)) ?? step);
      for (const place of places(root, fetch, targets)) {
        failures.push({ message, path: [...place, ...inside], extensions });
      }
    },
    errors: (copies) =>
      failures.length === 0 || copies.length === 0 ? failures : withCopied(root, failures, copies),
  };
}

function withCopied(
  root: DataObject,
  failures: readonly ExecutionError[],
  copies: readonly CopiedValue[],
): ExecutionError[] {
  const all = new Map(failures.map((failure) => [JSON.stringify(failure), failure]));
  // What is added is met later in the loop: a copy may have been copied.
  for (const failure of all.values()) {
    let value: unknown = root;
    for (const [index, step] of failure.path.entries()) {
      for (const { from, to, key, fetch } of copies) {
        if (key !== step || from !== value) continue;
        for (const place of places(root, fetch, [to])) {
          const added = { ...failure, path: [...place, ...failure.path.slice(index)] };
          all.set(JSON.stringify(added), added);
        }
      }
      if (Array.isArray(value)) value = value[Number(step)];
      else value = isDataObject(value) ? own(value, String(step)) : undefined;
    }
  }
  return [...all.values()];
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
