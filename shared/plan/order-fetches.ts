import type { FetchNode } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { positionsBrought, positionsNeeded } from './fetch-positions.ts';
import type { PlacedFetch } from './place-fetches.ts';

/**
 * For each fetch the indexes of those that it really waits for. The tree lets a step wait for all of the steps before
 * it; here a fetch waits only for those that bring something it needs.
 */
export function orderFetches(
  placed: readonly PlacedFetch[],
  documents: readonly DocumentNode[],
  isMutation: boolean,
): number[][] {
  const brought = placed.map(({ node, path }, index) => {
    const document = documents[index];
    return document === undefined
      ? new Set<string>()
      : withRenamed(positionsBrought(document, path, isEntityFetch(node)), node, path);
  });
  return placed.map(({ node, path, before }) => {
    // Root fields of a mutation run one after the other; arguments from enclosing objects may come from anywhere above.
    if (isMutation || (node.contextRewrites ?? []).length > 0) return [...before];
    const needed = positionsNeeded(node, path);
    return before.filter((index) => intersects(brought[index], needed));
  });
}

function isEntityFetch({ requires }: FetchNode): boolean {
  return requires !== undefined;
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
