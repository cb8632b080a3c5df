import { type GraphQLLeafType, isEnumType } from 'graphql';
import { writeString } from './write-string.ts';

/** The JSON text of a leaf that is not null; undefined when its type does not have the value. */
export type WriteLeaf = (value: unknown) => string | undefined;

/**
 * Stricter than the result coercion of GraphQL spec 3.5: a subgraph has already coerced, so a string where the schema
 * says Int is a fault and not a choice. A custom scalar has every JSON value.
 */
export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (!isEnumType(type)) return scalars.get(type.name) ?? ((value) => JSON.stringify(value));
  const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
  return (value) => texts.get(value);
}

const scalars = new Map<string, WriteLeaf>([
  ['String', (value) => (typeof value === 'string' ? writeString(value) : undefined)],
  [
    'ID',
    (value) => {
      if (typeof value === 'string') return writeString(value);
      return Number.isInteger(value) ? `"${value}"` : undefined;
    },
  ],
  ['Int', (value) => (typeof value === 'number' && (value | 0) === value ? `${value}` : undefined)],
  ['Float', (value) => (typeof value === 'number' && Number.isFinite(value) ? `${value}` : undefined)],
  [
    'Boolean',
    (value) => {
      if (value === true) return 'true';
      return value === false ? 'false' : undefined;
    },
  ],
]);
