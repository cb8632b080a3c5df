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

/** An error of an execution, ready for clients but for its path, which is in canonical keys. */
export interface ExecutionError {
  readonly message: string;
  readonly path: Path;
  /** Where there is no answer about objects: the keys that it was to bring to those at the path, in which `@` enters a list. */
  readonly missing?: readonly string[];
  readonly extensions: ErrorExtensions;
}

/** A part of the data that is not what its upstream would have said. */
export interface DegradedData {
  readonly failure: Failure;
  readonly upstream: string;
  readonly servedFrom: ServedFrom;
  readonly ageMs?: number | undefined;
  /** For how much longer the value may be served. */
  readonly usableMs?: number | undefined;
  /** In canonical keys. */
  readonly path: Path;
  /** Fields of the objects at the path; none when it is the value at the path itself. */
  readonly keys: readonly string[];
}

/** A failure by which more is lost than a field. */
export interface ErrorPolicyEffect extends DegradedData {
  readonly onError: 'omit' | 'fail';
  readonly fetch: CompiledFetch;
  /** Where the objects stand that lack something: at this path below each of the targets. */
  readonly targets: ReadonlySet<DataObject>;
  readonly inside: Path;
}

/** Collects what went wrong and says where, in as few errors as there are holes. */
export interface ErrorCollector {
  readonly degraded: DegradedData[];
  readonly demands: ErrorPolicyEffect[];
  /** What a call that gave no answer is to clients. */
  failureOf(fetch: CompiledFetch, cause: unknown, requestId: string): Failure;
  /** The keys are missing in the objects at the fetch's path. */
  missing(fetch: CompiledFetch, failure: Failure, keys: readonly string[]): void;
  /** Something is wrong at these paths; with the objects there as a whole, to which it was to bring `keys`, if there are any. */
  wrong(
    failure: Pick<Failure, 'message' | 'extensions'>,
    paths: readonly Path[],
    keys?: readonly string[],
  ): void;
  /** Where these stand of what the fetch is about; to be given to `placesOf` for each of them, which else would look for it. */
  locate(fetch: CompiledFetch, targets: readonly DataObject[]): Located;
  /** Where something stands that is at a path below these targets: below what the fetch is about if there are none. */
  placesOf(
    fetch: CompiledFetch,
    targets: readonly DataObject[],
    inside: Path,
    located: Located | undefined,
  ): Path[];
  readonly errors: readonly ExecutionError[];
  /** Errors of fields that may be missing: clients get those of the fields that are null in their response. */
  readonly lost: ExecutionError[];
}

/** `showsMessages` says of which subgraphs clients may know. */
export function createErrorCollector(
  root: DataObject,
  showsMessages: (subgraph: string) => boolean,
): ErrorCollector {
  const failures: ExecutionError[] = [];

  return {
    errors: failures,
    lost: [],
    degraded: [],
    demands: [],
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

/** An entity may stand in many places; clients are told of each, up to a bound. */
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
