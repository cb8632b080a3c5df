import type { Position, WriteValue, Writing } from './writing.ts';

export type DataObject = Readonly<Record<string, unknown>>;

/** What is written as a field's value. */
export interface FieldContent extends Position {
  /** The key under which data has it. */
  readonly key: string;
  /** Where `data[key]` will not do. */
  readonly read: ((data: DataObject, writing: Writing) => unknown) | undefined;
}

export interface FieldWriter extends FieldContent {
  readonly responseKey: string;
  /** The field's name, and all that is constant between it and the value before. */
  readonly lead: string;
}

/** All that one selection writes for objects of one type. */
export interface ObjectLayout {
  readonly fields: readonly FieldWriter[];
  readonly tail: string;
}

/** Undefined when the value is not an object, or has a null where there cannot be one. */
export function writeObject(
  { fields, tail }: ObjectLayout,
  data: unknown,
  writing: Writing,
): string | undefined {
  if (!isDataObject(data)) return undefined;
  let text = '';
  let faultCount = writing.faultCount;
  for (const field of fields) {
    const value = field.read === undefined ? data[field.key] : field.read(data, writing);
    let fieldText = value === null || value === undefined ? undefined : field.write(value, writing);
    fieldText ??= writing.withoutText(field, value, faultCount);
    if (writing.faultCount !== faultCount) faultCount = writing.locate(faultCount, field.responseKey);
    if (fieldText === undefined) return undefined;
    text += field.lead + fieldText;
  }
  return text + tail;
}

/** Writes an object that is met again from what was written first; `writer`: a number of its own in the program. */
export function writeOnce(writer: number, write: WriteValue): WriteValue {
  return (value, writing) => {
    if (!isDataObject(value)) return undefined;
    const texts = writing.textsOf(writer);
    const known = texts.get(value);
    if (known !== undefined || texts.has(value)) return known;
    const { faultCount } = writing;
    const text = write(value, writing);
    if (writing.faultCount === faultCount) texts.set(value, text);
    return text;
  };
}

/** For keys that every object inherits, such as `constructor`. */
export function readOwn(key: string): (data: DataObject) => unknown {
  return (data) => (Object.hasOwn(data, key) ? data[key] : undefined);
}

export function isDataObject(value: unknown): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
