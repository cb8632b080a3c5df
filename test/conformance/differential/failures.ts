import { GraphQLError } from 'graphql';
import { hashOf, isInShare } from './random.ts';
import type { Thing } from './thing.ts';

/** The failures of subgraphs: the same field of an object can fail in one and not in another. */
export interface Failures {
  readonly dead: ReadonlySet<string>;
  /** Whether a subgraph does not find an entity, and returns null without an error. */
  isLost(subgraph: string, thing: Thing): boolean;
  isBroken(subgraph: string, thing: Thing, fieldName: string): boolean;
  /** The value with errors in place of items that a subgraph cannot resolve. */
  withBrokenItems(subgraph: string, thing: Thing, fieldName: string, value: unknown): unknown;
}

export interface FailureShares {
  readonly seed: number;
  readonly lost: number;
  readonly broken: number;
  readonly dead: ReadonlySet<string>;
}

/** `sound`: the names of fields that never fail. */
export function buildFailures(
  { seed, lost, broken, dead }: FailureShares,
  sound: ReadonlySet<string> = new Set(),
): Failures {
  return {
    dead,
    isLost: (subgraph, { identity }) => isInShare(lost, seed, 'lost', subgraph, identity),
    isBroken: (subgraph, { identity }, fieldName) =>
      !sound.has(fieldName) && isInShare(broken, seed, 'broken', subgraph, identity, fieldName),
    withBrokenItems(subgraph, { identity }, fieldName, value) {
      if (!Array.isArray(value) || !isInShare(broken, seed, 'items', subgraph, identity, fieldName))
        return value;
      const at = hashOf(seed, 'item', subgraph, identity, fieldName) % Math.max(value.length, 1);
      return value.map((item, index) => (index === at ? brokenError() : item));
    },
  };
}

export function brokenError(): GraphQLError {
  return new GraphQLError('the subgraph has an error here', { extensions: { code: 'BROKEN' } });
}
