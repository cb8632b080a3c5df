import { type ConstValueNode, Kind } from 'graphql';
import { nameNode, stringNode } from '../../../core/graphql/nodes.ts';

/** Converts a JSON or YAML value to a GraphQL literal. Other values become strings. */
export function writeLiteral(value: unknown): ConstValueNode {
  if (value === null || value === undefined) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') {
    return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
  }
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(writeLiteral) };
  if (typeof value !== 'object') return stringNode(String(value));
  return {
    kind: Kind.OBJECT,
    fields: Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => ({
        kind: Kind.OBJECT_FIELD,
        name: nameNode(name),
        value: writeLiteral(one),
      })),
  };
}
