import { badInput } from './graphql-problems.ts';

const MAX_FIRST = 100;

export interface Page<Item> {
  readonly nodes: Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

export interface PageArguments {
  readonly first: number | null;
  readonly after?: string | null | undefined;
}

/** The first `first` of `items`. Throws BAD_USER_INPUT outside 1 to 100. */
export function firstOf<Item>(items: readonly Item[], first: number | null): Item[] {
  return items.slice(0, checkFirst(first));
}

/**
 * The `first` of `items` that follow the item of the cursor. A cursor names its list and an item in it, so that it
 * stays valid if items are added before it. Throws BAD_USER_INPUT for any other cursor.
 */
export function pageOf<Item extends { readonly id: string }>(
  list: string,
  items: readonly Item[],
  { first, after }: PageArguments,
): Page<Item> {
  const size = checkFirst(first);
  const start = after === null || after === undefined ? 0 : positionAfter(list, items, after);
  const nodes = items.slice(start, start + size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: start + nodes.length < items.length,
      endCursor: last === undefined ? null : Buffer.from(`${list}:${last.id}`).toString('base64url'),
    },
    totalCount: items.length,
  };
}

function checkFirst(first: number | null): number {
  if (first === null || first < 1 || first > MAX_FIRST) {
    throw badInput(`"first" must be from 1 to ${MAX_FIRST}; found ${first}`);
  }
  return first;
}

function positionAfter(list: string, items: readonly { readonly id: string }[], cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const id = text.startsWith(`${list}:`) ? text.slice(list.length + 1) : undefined;
  const position = items.findIndex((item) => item.id === id);
  if (position === -1) throw badInput('"after" is not a cursor of this list');
  return position + 1;
}
