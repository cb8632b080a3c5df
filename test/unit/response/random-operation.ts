import fc from 'fast-check';
import type { RandomField, RandomSchema } from './random-schema.ts';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, boolean>>;
}

const conditions = [
  '@skip(if: $p)',
  '@include(if: $q)',
  '@include(if: $r)',
  '@skip(if: true)',
  '@include(if: true)',
  '@skip(if: $r) @include(if: $q)',
];

/** Aliases that no other field has, so that what has one response key always merges. */
function responseNames({ name, hasArgument }: RandomField): string[] {
  const odd = name === 'a' ? ['__proto__'] : name === 'b' ? ['hasOwnProperty'] : [];
  const aliased = [`${name}2`, ...odd].map((alias) => `${alias}: ${name}`);
  return hasArgument
    ? [name, `${name}1: ${name}(n: 1)`, `${name}3: ${name}(n: 1)`, `${name}4: ${name}(n: 2)`]
    : [name, ...aliased];
}

/** A valid operation on the schema, with fragments of all kinds and conditions everywhere. */
export function anyOperation({ types }: RandomSchema): fc.Arbitrary<RandomOperation> {
  return fc.gen().map((draw) => {
    const fragments: string[] = [];
    const typeNames = [...types.keys()];
    const condition = () =>
      draw(fc.nat, 4) === 0 ? ` ${draw(fc.constantFrom<string[]>, ...conditions)}` : '';

    function selectionSet(typeName: string, depth: number, min = 1): string {
      const count = min + draw(fc.nat, 3);
      return `{ ${Array.from({ length: count }, () => selection(typeName, depth)).join(' ')} }`;
    }
    function selection(typeName: string, depth: number): string {
      const fields = types.get(typeName)?.fields ?? [];
      const choice = draw(fc.nat, 9);
      if (choice < 2 && depth > 0) return fragmentOn(typeName, depth - 1);
      const field = fields[draw(fc.nat, Math.max(fields.length - 1, 0))];
      if (choice === 2 || field === undefined || (depth === 0 && types.has(field.typeName)))
        return `__typename${condition()}`;
      const name = draw(fc.constantFrom<string[]>, ...responseNames(field));
      const inner = types.has(field.typeName) ? ` ${selectionSet(field.typeName, depth - 1)}` : '';
      return `${name}${condition()}${inner}`;
    }
    function fragmentOn(typeName: string, depth: number): string {
      const possible = types.get(typeName)?.possible ?? [];
      const overlapping = typeNames.filter((name) =>
        types.get(name)?.possible.some((object) => possible.includes(object)),
      );
      const on = draw(fc.constantFrom<string[]>, ...overlapping);
      if (draw(fc.boolean)) return `... on ${on}${condition()} ${selectionSet(on, depth)}`;
      const body = selectionSet(on, depth);
      const name = `F${fragments.length}`;
      fragments.push(`fragment ${name} on ${on} ${body}`);
      return `...${name}${condition()} ...${name}`;
    }

    // All variables are used, or the operation would not be valid.
    const used = '__typename @skip(if: $p) @include(if: $q) z: __typename @skip(if: $r)';
    const body = `{ ${used} ...Root ...Root }`;
    fragments.push(`fragment Root on Query ${selectionSet('Query', 4, 4)}`);
    const variables: Record<string, boolean> = { p: draw(fc.boolean), q: draw(fc.boolean) };
    if (draw(fc.boolean)) variables['r'] = draw(fc.boolean);
    return {
      query: `query ($p: Boolean!, $q: Boolean!, $r: Boolean = true) ${body}\n${fragments.join('\n')}`,
      variables,
    };
  });
}
