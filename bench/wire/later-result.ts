/**
 * A possible result some minutes later: the longest list has lost one item, and every tenth item has one changed
 * number.
 */
export function laterResult(result: unknown): unknown {
  const later: unknown = structuredClone(result);
  const lists = listsIn(later).sort((one, other) => other.length - one.length);
  const longest = lists[0];
  if (longest !== undefined && longest.length > 1) longest.shift();
  let count = 0;
  for (const data of objectsIn(later)) {
    for (const [key, value] of Object.entries(data)) {
      if (typeof value !== 'number') continue;
      if (count++ % 10 === 0) Reflect.set(data, key, value + 1);
      break;
    }
  }
  return later;
}

function listsIn(value: unknown): unknown[][] {
  const within = childrenOf(value).flatMap(listsIn);
  return Array.isArray(value) ? [value, ...within] : within;
}

function objectsIn(value: unknown): object[] {
  const within = childrenOf(value).flatMap(objectsIn);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value, ...within] : within;
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
