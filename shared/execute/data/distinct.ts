/** Below this number, comparing the values with each other is faster than creating a set. */
const fewestForSet = 17;

/** Returns each value once, in order of first occurrence; the list itself if its values are already distinct. */
export function distinct<Value>(values: readonly Value[]): readonly Value[] {
  if (values.length >= fewestForSet) {
    const all = new Set(values);
    return all.size === values.length ? values : [...all];
  }
  let found: Value[] | undefined;
  let index = 0;
  for (const value of values) {
    if (values.indexOf(value) === index) found?.push(value);
    else found ??= values.slice(0, index);
    index += 1;
  }
  return found ?? values;
}
