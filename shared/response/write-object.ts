import { type DataObject, isDataObject } from '../core/json/data-object.ts';
import type { ReadField } from '../core/response-writer.ts';
import type { Position, WriteValue, Writing } from './writing.ts';
import { withoutText } from './written-objects.ts';

/** What is written as a field's value. */
export interface FieldContent extends Position {
  /** The key under which data has it. */
  readonly key: string;
  /** Where `data[key]` will not do. */
  readonly read: ReadField | undefined;
}

export interface FieldWriter extends FieldContent {
  readonly responseKey: string;
  /** The field's name, and all that is constant between it and the value before. */
  readonly lead: Uint8Array;
}

/** All that one selection writes for objects of one type. */
export interface ObjectLayout {
  readonly fields: readonly FieldWriter[];
  readonly tail: Uint8Array;
}

/** False when the value is not an object, or has a null where there cannot be one. */
export function writeObject({ fields, tail }: ObjectLayout, data: unknown, writing: Writing): boolean {
  if (!isDataObject(data)) return false;
  let faultCount = writing.faultCount;
  for (const field of fields) {
    const value = field.read === undefined ? data[field.key] : field.read(data, writing.request);
    writing.put(field.lead);
    const start = writing.at;
    const isWritten =
      (value !== null && value !== undefined && field.write(value, writing)) ||
      writing.writeNull(field, value, start, faultCount);
    if (writing.faultCount !== faultCount) faultCount = writing.locate(faultCount, field.responseKey);
    if (!isWritten) return false;
  }
  writing.put(tail);
  return true;
}

/** Copies an object that is met again from where it was written first; `writer`: a number of its own in the program. */
export function writeOnce(writer: number, write: WriteValue): WriteValue {
  return (value, writing) => {
    if (!isDataObject(value)) return false;
    const { written, faultCount, at: start } = writing;
    const known = written.find(writer, value);
    if (known === withoutText) return false;
    if (known !== undefined) {
      writing.repeat(written.start(known), written.end(known));
      return true;
    }
    const isWritten = write(value, writing);
    // Faults are told at every place.
    if (writing.faultCount !== faultCount) return isWritten;
    if (isWritten) written.add(writer, value, start, writing.at);
    else written.addWithoutText(writer, value);
    return isWritten;
  };
}

/** For values that were not received as they are. */
export function writeMade(write: WriteValue): WriteValue {
  return (value, writing) => {
    const { isEscapeFree } = writing;
    writing.isEscapeFree = false;
    const isWritten = write(value, writing);
    writing.isEscapeFree = isEscapeFree;
    return isWritten;
  };
}

/** For keys that every object inherits, such as `constructor`. */
export function readOwn(key: string): (data: DataObject) => unknown {
  return (data) => (Object.hasOwn(data, key) ? data[key] : undefined);
}
