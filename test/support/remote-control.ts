/** The part of a home screen that the walk needs: the ids of each rail's cards, and the details that came with it. */
export interface HomeGrid {
  readonly rails: readonly (readonly string[])[];
  readonly known: readonly string[];
}

export interface Walk {
  /** The number of requests for details. */
  readonly requests: number;
  /** The number of key presses that moved the focus to a card with its details loaded. */
  readonly ready: number;
}

type Key = 'U' | 'D' | 'L' | 'R';

const maxIds = 3;

/**
 * A television's focus, moved by a remote control. Each rail retains its focused card. After a key it prefetches,
 * before the next one comes, the likely next details: along the rail after a step along it, else the second cards of
 * this rail and of the next two. It sends a request only if the first of these is missing.
 */
export async function walkHome(
  { rails, known }: HomeGrid,
  keys: string,
  fetchDetails: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<Walk> {
  const details = new Set(known);
  const columns = rails.map(() => 0);
  let row = 0;
  let requests = 0;
  let ready = 0;
  const cardAt = (line: number, column: number): string | undefined => rails[line]?.[column];
  const columnOf = (line: number): number => columns[line] ?? 0;

  function move(key: Key): void {
    if (key === 'U') row = Math.max(0, row - 1);
    if (key === 'D') row = Math.min(rails.length - 1, row + 1);
    const step = key === 'R' ? 1 : key === 'L' ? -1 : 0;
    const last = (rails[row]?.length ?? 1) - 1;
    columns[row] = Math.min(last, Math.max(0, columnOf(row) + step));
  }

  function likely(key: Key): string[] {
    const column = columnOf(row);
    const cards =
      key === 'R' || key === 'L'
        ? [1, 2, 3].map((step) => cardAt(row, column + (key === 'R' ? step : -step)))
        : [0, 1, 2].map((step) => cardAt(row + step, columnOf(row + step) + 1));
    return cards.filter((id) => id !== undefined);
  }

  for (const key of keys) {
    if (!isKey(key)) throw new RangeError(`there is no key ${key}`);
    move(key);
    if (details.has(cardAt(row, columnOf(row)) ?? '')) ready += 1;
    const [next, ...others] = likely(key);
    if (next === undefined || details.has(next)) continue;
    requests += 1;
    const missing = [next, ...others.filter((id) => !details.has(id))].slice(0, maxIds);
    for (const id of await fetchDetails(missing)) details.add(id);
  }
  return { requests, ready };
}

function isKey(key: string): key is Key {
  return key === 'U' || key === 'D' || key === 'L' || key === 'R';
}

/** Half of the keys repeat the one before; of the others, most go right and down. */
export function randomKeys(random: () => number, count: number): string {
  let keys = '';
  let last = 'D';
  while (keys.length < count) {
    if (random() < 0.5) {
      const chance = random();
      last = chance < 0.4 ? 'R' : chance < 0.7 ? 'D' : chance < 0.85 ? 'L' : 'U';
    }
    keys += last;
  }
  return keys;
}
