type Path = readonly unknown[];

/**
 * Paths at which a response differs from the healthy one without an error that explains it: the path of a null must be
 * above or below the path of an error. List indexes are ignored, since an error can be about all members of a list.
 */
export function unexplainedDifferences(
  healthy: unknown,
  found: unknown,
  errorPaths: readonly Path[],
): string[] {
  const explained = errorPaths.map(withoutIndexes);
  return differences(healthy, found, [])
    .filter((path) => !explained.some((error) => isOneWay(error, withoutIndexes(path))))
    .map((path) => path.join('.'));
}

/** Descends to the first value that is missing, new or different. */
function differences(healthy: unknown, found: unknown, path: Path): Path[] {
  if (!isTree(healthy) || !isTree(found)) return Object.is(healthy, found) ? [] : [path];
  const keys = new Set([...Object.keys(healthy), ...Object.keys(found)]);
  return [...keys].flatMap((key) =>
    differences(Reflect.get(healthy, key), Reflect.get(found, key), [...path, key]),
  );
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function withoutIndexes(path: Path): Path {
  return path.filter((key) => !/^\d+$/.test(String(key)));
}

function isOneWay(a: Path, b: Path): boolean {
  return Array.from({ length: Math.min(a.length, b.length) }).every((_, index) => a[index] === b[index]);
}
