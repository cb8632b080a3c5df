import type { Position, Writing } from './writing.ts';

/** Undefined when the value is not a list, or has a null where its items cannot be null. */
export function writeList(items: Position, value: unknown, writing: Writing): string | undefined {
  if (!Array.isArray(value)) return undefined;
  let text = '[';
  let faultCount = writing.faultCount;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    let itemText = item === null || item === undefined ? undefined : items.write(item, writing);
    itemText ??= writing.withoutText(items, item, faultCount);
    if (writing.faultCount !== faultCount) faultCount = writing.locate(faultCount, index);
    if (itemText === undefined) return undefined;
    text += index === 0 ? itemText : `,${itemText}`;
  }
  return `${text}]`;
}
