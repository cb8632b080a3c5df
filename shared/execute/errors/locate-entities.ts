import type { FetchPath } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';

type Path = readonly (string | number)[];

/** Where objects stand in the data: keys and list indexes from the root. */
export type Located = ReadonlyMap<DataObject, readonly Path[]>;

/** An entity may stand in many places; clients are told of so many of them. */
export const maxPlaces = 100;

const maxFound = 1000;
// Objects are shared, so that there may be many more ways through the data than objects in it.
const maxSteps = 200_000;

/** The first places, at the end of a path, of each of the targets, all of them found in one walk. */
export function locate(root: DataObject, path: FetchPath, targets: ReadonlySet<DataObject>): Located {
  const found = new Map<DataObject, Path[]>();
  const way: (string | number)[] = [];
  let left = maxFound;
  let steps = maxSteps;
  if (targets.size > 0) visit(root, 0);
  return found;

  function visit(value: unknown, depth: number): void {
    steps -= 1;
    if (Array.isArray(value)) {
      const inner = path[depth] === '@' ? depth + 1 : depth;
      for (let index = 0; index < value.length && left > 0 && steps > 0; index++) {
        way.push(index);
        visit(value[index], inner);
        way.pop();
      }
      return;
    }
    if (!isDataObject(value)) return;
    const step = path[depth];
    if (step === undefined) {
      if (targets.has(value)) note(value);
      return;
    }
    way.push(step);
    visit(own(value, step), depth + 1);
    way.pop();
  }

  function note(target: DataObject): void {
    const places = found.get(target);
    if (places === undefined) found.set(target, [[...way]]);
    else if (places.length < maxPlaces) places.push([...way]);
    else return;
    left -= 1;
  }
}
