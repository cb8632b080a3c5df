import type { Shared } from './find-shared.ts';
import type { KeyList, ObjectPart, Part } from './part.ts';

/** How objects with the same keys are written. */
export interface Shape {
  readonly names: readonly string[];
  /** By key: the value that all of its objects have there, if they have one. */
  readonly constants: readonly (Part | undefined)[];
  /** How many objects have it; equal ones count once. */
  readonly count: number;
}

/** Of `null` and its comma. */
const nullLength = 5;
/** Of a shape's number and brackets, where a list could have had one shape. */
const tagLength = 4;
/** Of the brackets and the comma around a constant. */
const constantLength = 3;

/** The shape of every object that has keys. */
export function chooseShapes(keyLists: Iterable<KeyList>, shared: Shared): Map<ObjectPart, Shape> {
  const shapes = new Map<ObjectPart, Shape>();
  for (const { names, objects } of keyLists) {
    if (names.length === 0) continue;
    for (const group of groupByNulls(names, objects)) {
      const constants = names.map((_, index) => constantAt(index, group, shared));
      // A row has at least one value, or nobody could tell how many there are.
      const isEmpty = constants.every((constant) => constant !== undefined);
      const shape = { names, constants: isEmpty ? [] : constants, count: group.length };
      for (const object of group) shapes.set(object, shape);
    }
  }
  return shapes;
}

/** Objects that are null at the same keys get a shape of their own where that is shorter than writing `null`. */
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
  const chosen = [rest];
  for (const [nulls, group] of groups) {
    const nullCount = nulls.split(',').length - 1;
    if (group.length * (nullCount * nullLength - tagLength) > shapeLength) chosen.push(group);
    else rest.push(...group);
  }
  return chosen.filter(({ length }) => length > 0);
}

function constantAt(index: number, objects: readonly ObjectPart[], shared: Shared): Part | undefined {
  const part = objects[0]?.values[index];
  if (part === undefined || (part.kind !== 'scalar' && !shared.has(part))) return undefined;
  if (objects.some(({ values }) => values[index] !== part)) return undefined;
  const saved = objects.length * (shared.lengthAt(part) + 1);
  return saved > shared.lengthAt(part) + constantLength ? part : undefined;
}
