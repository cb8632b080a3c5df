import fc from 'fast-check';

/** A field that several types may share. It has one type everywhere, so that selections of it always merge. */
export interface RandomField {
  readonly name: string;
  /** The innermost type. */
  readonly typeName: string;
  /** From the outside in: what is around the innermost type. */
  readonly wrappers: readonly ('list' | 'non-null')[];
  readonly hasArgument: boolean;
}

export interface RandomType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union';
  /** Empty for a union. */
  readonly fields: readonly RandomField[];
  /** The object types that a value of this type may have. */
  readonly possible: readonly string[];
}

export interface RandomSchema {
  readonly types: ReadonlyMap<string, RandomType>;
  readonly sdl: string;
}

const objects = ['Query', 'Apple', 'Berry', 'Cherry'];
const interfaces = ['Fruit', 'Sweet'];
const unions = ['Basket'];
const leaves = ['String', 'ID', 'Int', 'Float', 'Boolean', 'Color', 'Json'];
const fieldNames = ['a', 'b', 'c', 'd', 'e', 'f', 'constructor', 'toString', 'valueOf', 'g', 'h', 'i'];

const anyWrappers = fc.constantFrom<RandomField['wrappers'][]>(
  [],
  [],
  ['non-null'],
  ['list'],
  ['list'],
  ['list', 'non-null'],
  ['non-null', 'list'],
  ['non-null', 'list', 'non-null'],
  ['list', 'list'],
  ['list', 'non-null', 'list', 'non-null'],
);

const anyFields = fc.tuple(
  ...fieldNames.map((name, index) =>
    fc.record({
      name: fc.constant(name),
      typeName:
        index % 2 === 0
          ? fc.constantFrom(...leaves)
          : fc.constantFrom(...objects, ...interfaces, ...interfaces, ...unions),
      wrappers: anyWrappers,
      hasArgument: fc.nat(4).map((n) => n === 0),
    }),
  ),
);

/** For each type, which of the fields it has. */
const anyPick = fc.subarray(fieldNames, { minLength: 2, maxLength: 5 });

export const anySchema: fc.Arbitrary<RandomSchema> = fc
  .record({
    fields: anyFields,
    queryFields: fc.subarray(fieldNames, { minLength: 6 }),
    picks: fc.array(anyPick, { minLength: 5, maxLength: 5 }),
    fruits: fc.subarray(['Apple', 'Berry', 'Cherry'], { minLength: 1 }),
    sweets: fc.subarray(['Apple', 'Berry', 'Cherry'], { minLength: 1 }),
    basket: fc.subarray(['Apple', 'Berry', 'Cherry'], { minLength: 1 }),
  })
  .map(({ fields, queryFields, picks, fruits, sweets, basket }) => {
    const pick = (names: readonly string[]) => fields.filter(({ name }) => names.includes(name));
    const fruitFields = pick(picks[3] ?? []);
    const sweetFields = pick(picks[4] ?? []);
    const types: RandomType[] = objects.map((name, index) => {
      const own = name === 'Query' ? queryFields : (picks[index - 1] ?? []);
      const inherited = [
        ...(fruits.includes(name) ? fruitFields : []),
        ...(sweets.includes(name) ? sweetFields : []),
      ];
      return {
        name,
        kind: 'object',
        fields: [...new Set([...pick(own), ...inherited])],
        possible: [name],
      };
    });
    types.push(
      { name: 'Fruit', kind: 'interface', fields: fruitFields, possible: fruits },
      { name: 'Sweet', kind: 'interface', fields: sweetFields, possible: sweets },
      { name: 'Basket', kind: 'union', fields: [], possible: basket },
    );
    return { types: new Map(types.map((type) => [type.name, type])), sdl: printTypes(types) };
  });

function printTypes(types: readonly RandomType[]): string {
  const definitions = types.map(({ name, kind, fields, possible }) => {
    if (kind === 'union') return `union ${name} = ${possible.join(' | ')}`;
    const implemented = types.filter((type) => type.kind === 'interface' && type.possible.includes(name));
    const clause =
      implemented.length > 0 ? ` implements ${implemented.map((type) => type.name).join(' & ')}` : '';
    const keyword = kind === 'object' ? 'type' : 'interface';
    return `${keyword} ${name}${clause} { ${fields.map(printField).join(' ')} }`;
  });
  return [...definitions, 'enum Color { RED GREEN }', 'scalar Json'].join('\n');
}

function printField({ name, typeName, wrappers, hasArgument }: RandomField): string {
  const type = wrappers.reduceRight(
    (inner, wrapper) => (wrapper === 'list' ? `[${inner}]` : `${inner}!`),
    typeName,
  );
  return `${name}${hasArgument ? '(n: Int)' : ''}: ${type}`;
}
