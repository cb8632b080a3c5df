import { type FieldNode, Kind } from 'graphql';
import type { RequiredField } from '../../fetches/fetch-draft.ts';
import type { KeyLeaf } from '../../model/type-index.ts';

/** The key in merged data of a key field that a conversion returns, because the object's own one is null. */
export function convertedKey(name: string): string {
  return `_key_${name}`;
}

/** The selections of the leaves of a key. */
export function keyFieldNodes(leaves: readonly KeyLeaf[]): FieldNode[] {
  return [...byFirstName(leaves)].map(([value, inner]) => ({
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value },
    ...(inner.length > 0 && {
      selectionSet: { kind: Kind.SELECTION_SET, selections: keyFieldNodes(inner) } as const,
    }),
  }));
}

/** The same, as what a fetch requires. */
export function requiredKeyFields(leaves: readonly KeyLeaf[]): RequiredField[] {
  return [...byFirstName(leaves)].map(([name, inner]) => ({
    kind: 'Field',
    name,
    ...(inner.length > 0 && { selections: requiredKeyFields(inner) }),
  }));
}

function byFirstName(leaves: readonly KeyLeaf[]): Map<string, KeyLeaf[]> {
  const fields = new Map<string, KeyLeaf[]>();
  for (const [name, ...rest] of leaves) {
    if (name === undefined) continue;
    const inner = fields.get(name) ?? [];
    fields.set(name, rest.length > 0 ? [...inner, rest] : inner);
  }
  return fields;
}
