import fc from 'fast-check';
import type { RandomField, RandomSchema } from './random-schema.ts';

const rightLeaves: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', 'plain', 'quote " and \\', 'line\nline', 'é😀\ud800', 'long '.repeat(12)],
  ID: ['1', 'x"y', 0, 42],
  Int: [0, -1, 2147483647, -0],
  Float: [0, 1.5, -1e300, 1e21, 5e-324],
  Boolean: [true, false],
  Color: ['RED', 'GREEN'],
  Json: [{ a: [1, null], b: { c: 'd' } }, 'text', 0, false, []],
};
const wrongValues = [1.5, 2147483648, 'BLUE', '7', true, {}, [], [[null]], { __typename: 'Apple' }, Infinity];

/**
 * Raw data for any operation on the schema: a handful of objects that point at each other, cycles included, with nulls,
 * wrong values, missing keys and wrong type names here and there.
 */
export function anyData({ types }: RandomSchema): fc.Arbitrary<Record<string, unknown>> {
  return fc.gen().map((draw) => {
    const faultRate = draw(fc.constantFrom<number[]>, 0, 10, 40);
    const isFaulty = () => faultRate > 0 && draw(fc.nat, faultRate) === 0;
    const pool = Array.from({ length: 6 }, (_, index) => {
      const name = ['Apple', 'Berry', 'Cherry'][index % 3] ?? '';
      const object: Record<string, unknown> = draw(fc.boolean) ? {} : Object.create(null);
      return { name, object };
    });
    const root: Record<string, unknown> = {};
    for (const { name, object } of [...pool, { name: 'Query', object: root }]) {
      object['__typename'] = isFaulty()
        ? draw(fc.constantFrom<unknown[]>, null, 'Fruit', 'Nothing', 7)
        : name;
      for (const field of types.get(name)?.fields ?? []) {
        const keys = field.hasArgument
          ? [field.name, `${field.name}(n: 1)`, `${field.name}(n: 2)`]
          : [field.name];
        for (const key of keys) if (!isFaulty()) object[key] = valueAt(field, 0);
      }
    }
    return root;

    function valueAt(field: RandomField, depth: number): unknown {
      if (isFaulty()) return draw(fc.constantFrom<unknown[]>, null, null, undefined, ...wrongValues);
      const wrapper = field.wrappers[depth];
      if (wrapper === 'non-null') return valueAt(field, depth + 1);
      if (wrapper === 'list') return Array.from({ length: draw(fc.nat, 3) }, () => valueAt(field, depth + 1));
      if (field.wrappers.length === 0 && draw(fc.nat, 5) === 0) return null;
      const leaves = rightLeaves[field.typeName];
      if (leaves !== undefined) return draw(fc.constantFrom<unknown[]>, ...leaves);
      const possible = types.get(field.typeName)?.possible ?? [];
      const fitting = pool.filter(({ name }) => possible.includes(name));
      return fitting.length === 0 ? root : fitting[draw(fc.nat, fitting.length - 1)]?.object;
    }
  });
}
