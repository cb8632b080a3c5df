import { type DataObject, isDataObject } from '../core/json/data-object.ts';
import type { ReadField } from '../core/response-writer.ts';
import type { Position, WriteValue, Writing } from './writing.ts';
import { withoutText } from './written-objects.ts';

/** How the value of a field is read and written. */
export interface FieldContent extends Position {
  /** The key of the value in the data. */
  readonly key: string;
  /** Reads the value if `data[key]` is not enough. */
  readonly read: ReadField | undefined;
}

export interface FieldWriter extends FieldContent {
  readonly responseKey: string;
  /** The field's name and the constant text between it and the previous value. */
  readonly lead: Uint8Array;
}

/** The text that one selection writes for objects of one type. */
export interface ObjectLayout {
  readonly fields: readonly FieldWriter[];
  readonly tail: Uint8Array;
}

/** Returns false if the value is not an object, or a null was propagated to it. */
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

/** Copies the first text of an object that occurs again. `writer`: the unique number of the writer in this operation. */
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
    // Faults are reported at every position.
    if (writing.faultCount !== faultCount) return isWritten;
    if (isWritten) written.add(writer, value, start, writing.at);
    else written.addWithoutText(writer, value);
    return isWritten;
  };
}

/** Wraps a writer for values that were computed, not received: their strings may need escapes. */
export function writeMade(write: WriteValue): WriteValue {
  return (value, writing) => {
    const { isEscapeFree } = writing;
    writing.isEscapeFree = false;
    const isWritten = write(value, writing);
    writing.isEscapeFree = isEscapeFree;
    return isWritten;
  };
}

/** Reads a key that every object inherits, such as `constructor`. */
export function readOwn(key: string): (data: DataObject) => unknown {
  return (data) => (Object.hasOwn(data, key) ? data[key] : undefined);
}
