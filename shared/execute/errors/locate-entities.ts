import type { FetchPath } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';
import type { Path } from '../../core/json/value-at.ts';
import { withoutListMarks } from './failed-paths.ts';

/** The paths of objects in the data: keys and list indexes from the root. */
export type Located = ReadonlyMap<DataObject, readonly Path[]>;

/** The number of positions of one entity that are reported to clients. */
const maxPositions = 100;

const maxFound = 1000;
// Objects are shared, so there may be many more paths through the data than objects in it.
const maxSteps = 200_000;

/** Finds the first paths of each target that match the path of a fetch, in one walk. */
export function locate(root: DataObject, path: FetchPath, targets: ReadonlySet<DataObject>): Located {
  const found = new Map<DataObject, Path[]>();
  const current: (string | number)[] = [];
  let left = maxFound;
  let steps = maxSteps;
  if (targets.size > 0) visit(root, 0);
  return found;

  function visit(value: unknown, depth: number): void {
    steps -= 1;
    if (Array.isArray(value)) {
      const inner = path[depth] === '@' ? depth + 1 : depth;
      for (let index = 0; index < value.length && left > 0 && steps > 0; index++) {
        current.push(index);
        visit(value[index], inner);
        current.pop();
      }
      return;
    }
    if (!isDataObject(value)) return;
    const step = path[depth];
    if (step === undefined) {
      if (targets.has(value)) note(value);
      return;
    }
    current.push(step);
    visit(own(value, step), depth + 1);
    current.pop();
  }

  function note(target: DataObject): void {
    const positions = found.get(target);
    if (positions === undefined) found.set(target, [[...current]]);
    else if (positions.length < maxPositions) positions.push([...current]);
    else return;
    left -= 1;
  }
}

/** The paths of these targets. An entity may occur at many positions; each is reported, up to a bound. */
export function positionsOf(
  root: DataObject,
  path: FetchPath,
  targets: readonly DataObject[],
  located = locate(root, path, new Set(targets)),
): readonly Path[] {
  const found: Path[] = [];
  for (const target of targets) {
    for (const place of located.get(target) ?? []) {
      if (found.length === maxPositions) return found;
      found.push(place);
    }
  }
  return found.length > 0 ? found : [withoutListMarks(path)];
}
