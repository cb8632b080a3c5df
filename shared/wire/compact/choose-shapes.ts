import type { Shared } from './find-shared.ts';
import type { KeyList, ObjectPart, Part } from './part.ts';

/** The encoding of objects with the same keys. */
export interface Shape {
  readonly names: readonly string[];
  /** By key: the value that all of its objects share, if there is one. */
  readonly constants: readonly (Part | undefined)[];
  /** The number of objects with this shape; equal objects count once. */
  readonly count: number;
}

/** The length of `null` and its comma. */
const nullLength = 5;
/** The length of the number and brackets of a shape, which a list with a single shape would not need. */
const tagLength = 4;
/** The length of the brackets and the comma around a constant. */
const constantLength = 3;

/** Returns the shape of every object that has keys. */
export function chooseShapes(keyLists: Iterable<KeyList>, shared: Shared): Map<ObjectPart, Shape> {
  const shapes = new Map<ObjectPart, Shape>();
  for (const { names, objects } of keyLists) {
    if (names.length === 0) continue;
    for (const group of groupByNulls(names, objects)) {
      const constants = names.map((_, index) => constantAt(index, group, shared));
      // A row must have at least one value, or the decoder could not count the rows.
      const isEmpty = constants.every((constant) => constant !== undefined);
      const shape = { names, constants: isEmpty ? [] : constants, count: group.length };
      for (const object of group) shapes.set(object, shape);
    }
  }
  return shapes;
}

/** Groups objects with null at the same keys if a separate shape for them is shorter than writing `null`. */
function groupByNulls(names: readonly string[], objects: readonly ObjectPart[]): ObjectPart[][] {
  const groups = new Map<string, ObjectPart[]>();
  for (const object of objects) {
    let nulls = '';
    for (let index = 0; index < object.values.length; index++) {
      const value = object.values[index];
      if (value?.kind === 'scalar' && value.text === 'null') nulls += `,${index}`;
    }
    const group = groups.get(nulls);
    if (group === undefined) groups.set(nulls, [object]);
    else group.push(object);
  }
  if (groups.size === 1) return [...groups.values()];
  const shapeLength = names.reduce((length, name) => length + name.length + constantLength, 0);
  const rest: ObjectPart[] = [];
  const selected = [rest];
  for (const [nulls, group] of groups) {
    const nullCount = nulls.split(',').length - 1;
    if (group.length * (nullCount * nullLength - tagLength) > shapeLength) selected.push(group);
    else rest.push(...group);
  }
  return selected.filter(({ length }) => length > 0);
}

function constantAt(index: number, objects: readonly ObjectPart[], shared: Shared): Part | undefined {
  const part = objects[0]?.values[index];
  if (part === undefined || (part.kind !== 'scalar' && !shared.has(part))) return undefined;
  if (objects.some(({ values }) => values[index] !== part)) return undefined;
  const saved = objects.length * (shared.lengthAt(part) + 1);
  return saved > shared.lengthAt(part) + constantLength ? part : undefined;
}
