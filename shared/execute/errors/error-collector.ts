import { internalError } from '../../core/channels.ts';
import type { CompiledFetch } from '../../core/compiled-plan.ts';
import type { ServedFrom } from '../../core/degradation.ts';
import { FrontageError } from '../../core/errors.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import { withoutListMarks } from './failed-paths.ts';
import type { Failure } from './failure.ts';
import { type Located, locate, maxPlaces } from './locate-entities.ts';
import { type ErrorExtensions, maskFailedCall } from './mask-subgraph-error.ts';

export type Path = readonly (string | number)[];

/** An error of an execution, ready for clients except for its path, which is in canonical keys. */
export interface ExecutionError {
  readonly message: string;
  readonly path: Path;
  /** If objects got no result: the selected keys of the objects at the path, in which `@` enters a list. */
  readonly missing?: readonly string[];
  readonly extensions: ErrorExtensions;
}

/** A part of the data that does not come from its upstream. */
export interface DegradedData {
  readonly failure: Failure;
  readonly upstream: string;
  readonly servedFrom: ServedFrom;
  readonly ageMs?: number | undefined;
  /** The remaining time in which the value may be served. */
  readonly usableMs?: number | undefined;
  /** In canonical keys. */
  readonly path: Path;
  /** Fields of the objects at the path; empty for the value at the path itself. */
  readonly keys: readonly string[];
}

/** An error policy that affects more than a field. */
export interface ErrorPolicyEffect extends DegradedData {
  readonly onError: 'omit' | 'fail';
  readonly fetch: CompiledFetch;
  /** The incomplete objects are at the path `inside` below each of the targets. */
  readonly targets: ReadonlySet<DataObject>;
  readonly inside: Path;
}

/** Collects failures and their locations: one error for each location. */
export interface ErrorCollector {
  readonly degraded: DegradedData[];
  readonly effects: ErrorPolicyEffect[];
  /** Returns the failure that clients see for a failed call. */
  failureOf(fetch: CompiledFetch, cause: unknown, requestId: string): Failure;
  /** Adds an error for keys that are missing in the objects at the fetch's path. */
  missing(fetch: CompiledFetch, failure: Failure, keys: readonly string[]): void;
  /** Adds an error at each of these paths; with `keys`, for these fields of the objects there. */
  wrong(
    failure: Pick<Failure, 'message' | 'extensions'>,
    paths: readonly Path[],
    keys?: readonly string[],
  ): void;
  /** Locates these targets of the fetch in one walk. Pass the result to `placesOf`, which otherwise walks for each target. */
  locate(fetch: CompiledFetch, targets: readonly DataObject[]): Located;
  /** The paths of the position `inside` below these targets, or below the fetch's path if there are none. */
  placesOf(
    fetch: CompiledFetch,
    targets: readonly DataObject[],
    inside: Path,
    located: Located | undefined,
  ): Path[];
  readonly errors: readonly ExecutionError[];
  /** Errors of fields that may be missing: clients get those for the fields that are null in their response. */
  readonly possibleErrors: ExecutionError[];
}

/** `showsMessages`: whether clients may see the messages and the name of a subgraph. */
export function createErrorCollector(
  root: DataObject,
  showsMessages: (subgraph: string) => boolean,
): ErrorCollector {
  const failures: ExecutionError[] = [];

  return {
    errors: failures,
    possibleErrors: [],
    degraded: [],
    effects: [],
    failureOf({ subgraph }, cause, requestId) {
      const isExpected = cause instanceof FrontageError;
      if (!isExpected) internalError.publish({ requestId, error: cause });
      const code = isExpected ? cause.code : 'INTERNAL_SERVER_ERROR';
      const retryAfterMs = isExpected ? cause.retryAfterMs : undefined;
      return { ...maskFailedCall(code, subgraph, showsMessages(subgraph)), code, retryAfterMs };
    },
    missing({ path }, { message, extensions }, keys) {
      failures.push({ message, extensions, path, missing: keys });
    },
    wrong({ message, extensions }, paths, keys = []) {
      const missing = keys.length > 0 && { missing: keys };
      for (const path of paths) failures.push({ message, path, ...missing, extensions });
    },
    locate: ({ path }, targets) => locate(root, path, new Set(targets)),
    placesOf: (fetch, targets, inside, located) =>
      places(root, fetch, targets, located).map((place) => [...place, ...inside]),
  };
}

/** An entity may occur at many positions; each is reported, up to a bound. */
function places(
  root: DataObject,
  { path }: CompiledFetch,
  targets: readonly DataObject[],
  located = locate(root, path, new Set(targets)),
): readonly Path[] {
  const found: Path[] = [];
  for (const target of targets) {
    for (const place of located.get(target) ?? []) {
      if (found.length === maxPlaces) return found;
      found.push(place);
    }
  }
  return found.length > 0 ? found : [withoutListMarks(path)];
}
