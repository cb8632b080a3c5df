import type { CompiledFetch, CompiledPlan, EntityGroups, EntityRequest } from '../../core/compiled-plan.ts';
import { copyData } from '../../core/json/copy-data.ts';
import { type DataObject, own, setOwn } from '../../core/json/data-object.ts';
import { mergeData } from '../../core/json/merge-data.ts';
import { mergeEqualEntities } from './merge-equal-entities.ts';
import { selectTargets } from './select-targets.ts';
import { putSubstitutes, type ResultFaults, Substitutes } from './substitutes.ts';

type Placed = Pick<CompiledFetch, 'place'>;
type Sharing = Pick<CompiledPlan, 'isObjectType' | 'mayUnify' | 'sharesObjects'>;

/** The data of one execution. While fetches run, only its methods change it. */
export class MergedData {
  /**
   * Keys are canonical. Objects are shared between positions and may even contain themselves, so only a walk that is bounded
   * by a selection ends.
   */
  readonly root: DataObject = {};
  readonly substitutes = new Substitutes();
  /** Whether all responses so far are free of escapes. */
  isEscapeFree = true;
  readonly #plan: Sharing;
  /** Fetches whose responses have not arrived: they refer to the objects that they are for. */
  readonly #pending = new Set<Placed>();
  /** The groups that fetches which start together share, by `grouping`. */
  readonly #groups = new Map<string, EntityGroups>();

  constructor(plan: Sharing) {
    this.#plan = plan;
  }

  /** Merges the result of a fetch, for one entity or for the root, into the objects that it is for. */
  merge(
    { keepsApart }: Pick<CompiledFetch, 'keepsApart'>,
    targets: readonly DataObject[],
    result: DataObject,
    faults: ResultFaults | undefined,
  ): void {
    this.#change();
    const { isObjectType } = this.#plan;
    for (const target of targets) mergeData(target, keepsApart ? copyData(result) : result, isObjectType);
    if (faults === undefined) return;
    for (const target of targets) putSubstitutes(target, result, faults, this.substitutes);
  }

  /** Sets a value that no subgraph returned. */
  put(target: DataObject, key: string, value: unknown): void {
    this.#change();
    setOwn(target, key, value);
    this.substitutes.addWhole(target, key);
  }

  /** Copies values from one object to another object of the same entity. */
  copy(from: DataObject, to: DataObject, keys: readonly string[]): void {
    if (from === to) return;
    this.#change();
    for (const key of keys) setOwn(to, key, own(from, key));
  }

  /** The objects at the path of a fetch, grouped. Equal objects are merged into one where that is allowed. */
  groupsOf(
    { path, place }: Placed & Pick<CompiledFetch, 'path'>,
    entities: Pick<EntityRequest, 'group' | 'grouping'>,
  ): EntityGroups {
    const known = this.#groups.get(entities.grouping);
    if (known !== undefined) return known;
    const found = selectTargets(this.root, path);
    const groups = entities.group(found.objects);
    const unified =
      this.#plan.mayUnify && !this.#isAwaited(place)
        ? mergeEqualEntities(groups, found, this.substitutes)
        : groups;
    // Other groups may refer to objects that are no longer in the data.
    if (unified !== groups) this.#change();
    this.#groups.set(entities.grouping, unified);
    return unified;
  }

  /** Until `release`, the objects that the fetch refers to stay in the data. */
  hold(fetch: Placed): void {
    this.#pending.add(fetch);
  }

  release(fetch: Placed): void {
    this.#pending.delete(fetch);
  }

  /** Whether a response for objects at or below this position is pending. */
  #isAwaited(place: string): boolean {
    if (this.#plan.sharesObjects) return this.#pending.size > 0;
    for (const fetch of this.#pending) if (fetch.place.startsWith(place)) return true;
    return false;
  }

  /** Groups are valid until the data changes. */
  #change(): void {
    if (this.#groups.size > 0) this.#groups.clear();
  }
}
