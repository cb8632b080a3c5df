import type { CompiledFetch } from '../../core/compiled-plan.ts';
import type { Degradation, FailureExtent, Origin } from '../../core/degradation.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import type { Path } from '../../core/json/value-at.ts';
import type { MergedData } from '../data/merged-data.ts';
import type { Failure } from './failure.ts';
import { type Located, locate, positionsOf } from './locate-entities.ts';
import type { ErrorExtensions } from './mask-subgraph-error.ts';

/** An error of an execution, ready for clients except for its path, which is in canonical keys. */
export interface ExecutionError {
  readonly message: string;
  readonly path: Path;
  /** If objects got no result: the selected keys of the objects at the path, in which `@` enters a list. */
  readonly missing?: readonly string[];
  readonly extensions: ErrorExtensions;
}

/** A part of the data that does not come from its upstream. */
export interface DegradedData extends Origin {
  readonly failure: Failure;
  /** In canonical keys. */
  readonly path: Path;
  /** Fields of the objects at the path; empty for the value at the path itself. */
  readonly keys: readonly string[];
}

/** A failure that affects more than a field. */
export interface FailureEffect extends DegradedData {
  readonly extent: Exclude<FailureExtent, 'field'>;
  readonly fetch: CompiledFetch;
  /** The incomplete objects are at the path `inside` below each of the targets. */
  readonly targets: ReadonlySet<DataObject>;
  readonly inside: Path;
}

/** The reason why an object is incomplete. `isReportedByField`: clients get an error at each field that depends on it. */
export interface FailureCause {
  readonly failure: Failure;
  readonly upstream: string;
  readonly isReportedByField: boolean;
}

/**
 * A null that a subgraph returned above the field that failed, because that field cannot be null. The null took all other
 * fields there, too: an object that another subgraph returns in its place lacks them.
 */
export interface NullAboveFailure {
  readonly fetch: CompiledFetch;
  readonly targets: readonly DataObject[];
  /** From each target to the null, in canonical keys. Empty: no data was returned for the target. */
  readonly inside: Path;
  readonly upstream: string;
  /** The failure of the field. */
  readonly failure: Failure;
}

/** How an engine handles failures. */
export interface FailureOptions {
  readonly degradation: Degradation;
  /** Whether clients may see the messages and the name of a subgraph. */
  showsMessages(subgraph: string): boolean;
}

/** The failures of one execution and their locations: one error for each location. */
export class Failures {
  readonly options: FailureOptions;
  readonly data: MergedData;
  readonly errors: ExecutionError[] = [];
  /** Errors of fields that may be missing: clients get those for the fields that are null in their response. */
  readonly possibleErrors: ExecutionError[] = [];
  readonly degraded: DegradedData[] = [];
  readonly effects: FailureEffect[] = [];
  /** The objects that are incomplete because a fetch failed. */
  readonly incomplete = new Map<DataObject, FailureCause>();
  /** Nulls that removed more than the field that failed. */
  readonly nullsAbove: NullAboveFailure[] = [];

  constructor(options: FailureOptions, data: MergedData) {
    this.options = options;
    this.data = data;
  }

  isEmpty(): boolean {
    return this.errors.length === 0 && this.degraded.length === 0 && this.effects.length === 0;
  }

  /** Whether a failure has left objects incomplete. */
  hasIncomplete(): boolean {
    return this.incomplete.size > 0 || this.nullsAbove.length > 0;
  }

  /** Adds an error for keys that are missing in the objects at the fetch's path. */
  addMissing({ path }: CompiledFetch, { message, extensions }: Failure, keys: readonly string[]): void {
    this.errors.push({ message, extensions, path, missing: keys });
  }

  /** Adds an error at each of these paths; with `keys`, for these fields of the objects there. */
  addAt(
    { message, extensions }: Pick<Failure, 'message' | 'extensions'>,
    paths: readonly Path[],
    keys: readonly string[],
  ): void {
    const missing = keys.length > 0 && { missing: keys };
    for (const path of paths) this.errors.push({ message, path, ...missing, extensions });
  }

  /** Locates these targets of the fetch in one walk. Pass the result to `placesOf`, which otherwise walks for each target. */
  locate({ path }: CompiledFetch, targets: readonly DataObject[]): Located {
    return locate(this.data.root, path, new Set(targets));
  }

  /** The paths of the position `inside` below these targets, or below the fetch's path if there are none. */
  positionsOf(
    { path }: CompiledFetch,
    targets: readonly DataObject[],
    inside: Path,
    located: Located | undefined,
  ): Path[] {
    return positionsOf(this.data.root, path, targets, located).map((place) => [...place, ...inside]);
  }
}
