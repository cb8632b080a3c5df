import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type Conditions, unconditional } from '../core/graphql/conditions.ts';

/** A plan that starts at a root field of its own, taken apart for another place. */
export interface Transplant {
  /** The fetches of that root field. */
  readonly roots: readonly { readonly node: FetchNode; readonly conditions: Conditions }[];
  /** All other fetches, with the place in the stead of the root field. */
  readonly rest: PlanNode | undefined;
}

/** `path`: the place; `@` enters a list. */
export function transplantPlan(plan: PlanNode | undefined, path: readonly string[]): Transplant {
  const roots: { node: FetchNode; conditions: Conditions }[] = [];
  return { roots, rest: plan && move(plan, unconditional) };

  function move(node: PlanNode, conditions: Conditions): PlanNode | undefined {
    switch (node.kind) {
      case 'Fetch':
        roots.push({ node, conditions });
        return undefined;
      case 'Flatten':
        return { ...node, path: [...path, ...node.path.slice(1)] };
      case 'Sequence':
      case 'Parallel':
        return combined(
          node.kind,
          node.nodes.map((child) => move(child, conditions)),
        );
      case 'Condition': {
        const { condition, ifClause, elseClause } = node;
        const yes = ifClause && move(ifClause, new Map([...conditions, [condition, true]]));
        const no = elseClause && move(elseClause, new Map([...conditions, [condition, false]]));
        if (yes === undefined && no === undefined) return undefined;
        return { kind: 'Condition', condition, ...(yes && { ifClause: yes }), ...(no && { elseClause: no }) };
      }
      case 'Defer':
        throw new TypeError('@defer is not planned');
    }
  }
}

/** Undefined when there is nothing to combine. */
export function combined(
  kind: 'Sequence' | 'Parallel',
  nodes: readonly (PlanNode | undefined)[],
): PlanNode | undefined {
  const present = nodes.filter((node) => node !== undefined);
  return present.length > 1 ? { kind, nodes: present } : present[0];
}

export function conditionalPlan(node: PlanNode, conditions: Conditions): PlanNode {
  return [...conditions].reduce<PlanNode>(
    (inner, [condition, value]) => ({
      kind: 'Condition',
      condition,
      ...(value ? { ifClause: inner } : { elseClause: inner }),
    }),
    node,
  );
}

export function withFetchesReplaced(node: PlanNode, replaced: ReadonlyMap<FetchNode, FetchNode>): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return replaced.get(node) ?? node;
    case 'Flatten':
      return { ...node, node: withFetchesReplaced(node.node, replaced) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => withFetchesReplaced(child, replaced)) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: withFetchesReplaced(ifClause, replaced) }),
        ...(elseClause && { elseClause: withFetchesReplaced(elseClause, replaced) }),
      };
    }
    case 'Defer':
      throw new TypeError('@defer is not planned');
  }
}
