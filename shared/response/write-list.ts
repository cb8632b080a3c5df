import type { Position, Writing } from './writing.ts';

const opening = 0x5b;
const comma = 0x2c;
const closing = 0x5d;

/** Returns false if the value is not a list, or has a null although its items are non-null. */
export function writeList(items: Position, value: unknown, writing: Writing): boolean {
  if (!Array.isArray(value)) return false;
  writing.putCharacter(opening);
  let faultCount = writing.faultCount;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (index > 0) writing.putCharacter(comma);
    const start = writing.at;
    const isWritten =
      (item !== null && item !== undefined && items.write(item, writing)) ||
      writing.writeNull(items, item, start, faultCount);
    if (writing.faultCount !== faultCount) faultCount = writing.locate(faultCount, index);
    if (!isWritten) return false;
  }
  writing.putCharacter(closing);
  return true;
}
