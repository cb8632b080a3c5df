import type { FetchNode } from '@apollo/query-planner';
import { positionsBrought, positionsNeeded } from './fetch-positions.ts';
import type { ParsedFetch } from './parsed-fetch.ts';

/**
 * For each fetch the indexes of those that it really waits for. The tree lets a step wait for all of the steps before
 * it; here a fetch waits only for those that bring something it needs.
 */
export function orderFetches(fetches: readonly ParsedFetch[], isMutation: boolean): number[][] {
  const brought = fetches.map(({ node, path, document }) =>
    withRenamed(positionsBrought(document, path, node.requires !== undefined), node, path),
  );
  return fetches.map(({ node, path, before }) => {
    // Root fields of a mutation run one after the other; arguments from enclosing objects may come from anywhere above.
    if (isMutation || (node.contextRewrites ?? []).length > 0) return [...before];
    const needed = positionsNeeded(node, path);
    return before.filter((index) => intersects(brought[index], needed));
  });
}

function withRenamed(
  positions: Set<string>,
  { outputRewrites = [] }: FetchNode,
  path: readonly string[],
): Set<string> {
  for (const rewrite of outputRewrites) {
    if (rewrite.kind !== 'KeyRenamer') continue;
    const keys = [...path, ...rewrite.path.slice(0, -1), rewrite.renameKeyTo];
    positions.add(keys.filter((key) => key !== '@' && !key.startsWith('... on ')).join('.'));
  }
  return positions;
}

function intersects(brought: ReadonlySet<string> | undefined, needed: ReadonlySet<string>): boolean {
  if (brought === undefined) return false;
  for (const position of needed) if (brought.has(position)) return true;
  return false;
}
