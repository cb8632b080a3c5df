import type { PlanNode } from '@apollo/query-planner';
import { type DocumentNode, parse } from 'graphql';
import { type PlacedFetch, placeFetches } from './place-fetches.ts';
import type { KeyLeaf } from './type-index.ts';

/** A fetch with its operation. */
export interface ParsedFetch extends PlacedFetch {
  readonly document: DocumentNode;
  /** Parted from another fetch about the same objects, because both do not fit into one. */
  readonly isSeparated?: boolean;
  /** It brings a key for another fetch. */
  readonly isDetour?: boolean;
  /** For objects that come without the key with which it asks. */
  readonly detours?: readonly Detour[];
}

/** A fetch that brings a key to objects that came without one. */
export interface Detour {
  readonly subgraph: string;
  readonly type: string;
  /** What it asks with. */
  readonly key: readonly KeyLeaf[];
  /** What it asks for. */
  readonly brings: readonly KeyLeaf[];
}

/** The fetches of a plan, see `placeFetches`. */
export function parsedFetches(node: PlanNode): ParsedFetch[] {
  return placeFetches(node).map(
    (fetch): ParsedFetch => ({ ...fetch, document: parse(fetch.node.operation, { noLocation: true }) }),
  );
}
