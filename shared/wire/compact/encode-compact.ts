import { chooseShapes, type Shape } from './choose-shapes.ts';
import { findParts } from './find-parts.ts';
import { findShared } from './find-shared.ts';
import type { ListPart, ObjectPart, Part } from './part.ts';

/**
 * Returns the compact form of a JSON value (docs/reference/wire-forms.md), from which `decode` restores an equal value
 * with the same order of keys. The encoding depends only on the value, not on a schema or an operation.
 */
export function encodeCompact(value: unknown): string {
  const { root, all, keyLists } = findParts(value);
  const shared = findShared(all);
  const shapes = chooseShapes(keyLists, shared);
  const shapeNumbers = new Map<Shape, number>();
  const shapeTexts: string[] = [];
  const partNumbers = new Map<Part, number>();
  const partTexts: string[] = [];

  /** Shapes and parts are numbered in the order of their first use; a nested part is numbered before the outer one. */
  function shapeNumber(shape: Shape): number {
    const known = shapeNumbers.get(shape);
    if (known !== undefined) return known;
    const keys = shape.names.map((name, index) => {
      const constant = shape.constants[index];
      const key = JSON.stringify(name);
      if (constant === undefined) return key;
      // A scalar that occurs only in this shape needs no number.
      const isHereOnly = constant.kind === 'scalar' && constant.uses <= shape.count;
      const text = isHereOnly ? constant.text : write(constant);
      return text === 'null' ? `[${key}]` : `[${key},${text}]`;
    });
    const number = shapeTexts.push(`[${keys.join()}]`);
    shapeNumbers.set(shape, number);
    return number;
  }
  function write(part: Part): string {
    if (!shared.has(part)) return writeOut(part);
    let number = partNumbers.get(part);
    if (number === undefined) {
      const text = writeOut(part);
      number = partTexts.push(text);
      partNumbers.set(part, number);
    }
    return `[${number}]`;
  }
  function writeOut(part: Part): string {
    if (part.kind === 'scalar') return part.text;
    if (part.kind === 'list') return writeList(part);
    const shape = shapes.get(part);
    return shape === undefined ? '{}' : `[${shapeNumber(shape)}${rowOf(part, shape)}]`;
  }
  function rowOf({ values }: ObjectPart, { constants }: Shape): string {
    let row = '';
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value !== undefined && constants[index] === undefined) row += `,${write(value)}`;
    }
    return row;
  }
  function writeList({ items }: ListPart): string {
    if (items.length === 0) return '[]';
    const shape = shapeOfRows(items);
    let text = `[${shape === undefined ? 0 : -shapeNumber(shape)}`;
    for (const item of items) {
      text += shape === undefined || item.kind !== 'object' ? `,${write(item)}` : rowOf(item, shape);
    }
    return `${text}]`;
  }
  /**
   * Returns the single shape of all items, if their values in rows are shorter than references to some of the items.
   */
  function shapeOfRows(items: readonly Part[]): Shape | undefined {
    const [first] = items;
    const only = first?.kind === 'object' ? shapes.get(first) : undefined;
    let saved = 0;
    for (const item of items) {
      if (only === undefined || item.kind !== 'object' || shapes.get(item) !== only) return undefined;
      saved += shared.has(item) ? shared.lengthAt(item) - shared.lengthOf(item) + rowSaving : rowSaving;
    }
    return saved > 0 ? only : undefined;
  }

  const text = write(root);
  return `["c1",[${shapeTexts.join()}],[${partTexts.join()}],${text}]`;
}

/** The length of the number of a shape and of the brackets around the values of an object. */
const rowSaving = 4;
