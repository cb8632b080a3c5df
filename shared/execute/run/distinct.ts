/** As many are compared with each other sooner than a set is made of them. */
const fewestForSet = 17;

/** Each value once, in the order in which they come; the list itself where that is so already. */
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
