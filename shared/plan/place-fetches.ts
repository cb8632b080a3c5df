import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { FetchCondition } from '../core/compiled-plan.ts';

/** A fetch of the planner's tree and where it stands in it. */
export interface PlacedFetch {
  readonly node: FetchNode;
  readonly path: readonly string[];
  readonly conditions: readonly FetchCondition[];
  /** Indexes of the fetches that the tree puts before this one. */
  readonly before: readonly number[];
}

type Place = Omit<PlacedFetch, 'node'>;

/** Lists the fetches of a plan; each stands after all that are before it. */
export function placeFetches(root: PlanNode): PlacedFetch[] {
  const placed: PlacedFetch[] = [];
  place(root, { path: [], conditions: [], before: [] }, placed);
  return placed;
}

/** Returns the indexes of the fetches below the node. */
function place(node: PlanNode, at: Place, placed: PlacedFetch[]): number[] {
  switch (node.kind) {
    case 'Fetch':
      return [placed.push({ node, ...at }) - 1];
    case 'Flatten':
      return place(node.node, { ...at, path: [...at.path, ...node.path.map(String)] }, placed);
    case 'Parallel':
      return node.nodes.flatMap((child) => place(child, at, placed));
    case 'Sequence': {
      const done: number[] = [];
      for (const child of node.nodes) {
        done.push(...place(child, { ...at, before: [...at.before, ...done] }, placed));
      }
      return done;
    }
    case 'Condition':
      return [
        { branch: node.ifClause, value: true },
        { branch: node.elseClause, value: false },
      ].flatMap(({ branch, value }) => {
        const conditions = [...at.conditions, { variable: node.condition, value }];
        return branch === undefined ? [] : place(branch, { ...at, conditions }, placed);
      });
    case 'Defer':
      throw new TypeError('@defer is not planned');
  }
}
