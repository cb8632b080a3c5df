import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const names = ['north', 'east', 'south', 'west', 'centre'] as const;

/** Each subgraph resolves items by one key or two, so that some are reached only through others. */
const keyOf: Readonly<Record<(typeof names)[number], readonly string[]>> = {
  north: ['id'],
  east: ['id', 'sku'],
  south: ['sku', 'code { no }'],
  west: ['code { no }'],
  centre: ['id'],
};

const keyFields: Readonly<Record<string, string>> = {
  id: 'id: ID! @shareable',
  sku: 'sku: String! @shareable',
  'code { no }': 'code: Code! @shareable',
};

interface Field {
  readonly name: string;
  readonly owner: string;
  /** Its definition without directives. */
  readonly text: string;
  /** How a field set selects it. */
  readonly selections: readonly string[];
  readonly requires: readonly Field[];
  readonly set: string;
  readonly override: { readonly from: string; readonly label: string } | undefined;
}

/** Requirements that need other requirements in other subgraphs, some of them behind a chain of keys or moved by `@override`. */
export const requirementChains: Shape = {
  name: 'chains of requirements through several subgraphs',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2, maxFields: 12 },
  build(random) {
    const fields: Field[] = [];
    for (let index = 0; index < 9; index += 1) fields.push(writeField(random, `f${index}`, fields));
    return Object.fromEntries(names.map((name) => [name, { sdl: subgraph(random, name, fields) }]));
  },
};

function writeField(random: Random, name: string, before: readonly Field[]): Field {
  const owner = random.pick(names);
  const usable = before.filter((field) => field.owner !== owner && field.override?.from !== owner);
  const isDerived = usable.length > 0 && random.chance(0.65);
  const requires = isDerived
    ? [...new Set(Array.from({ length: 1 + random.integer(2) }, () => random.pick(usable)))]
    : [];
  const kind = random.pick(forms);
  const others = names.filter((other) => other !== owner);
  return {
    name,
    owner,
    text: `${name}${kind.text}`,
    selections: kind.selections.map((selection) => `${name}${selection}`),
    requires,
    set: requires.map((field) => random.pick(field.selections)).join(' '),
    override:
      !isDerived && random.chance(0.3)
        ? { from: random.pick(others), label: random.chance(0.5) ? ', label: "percent(50)"' : '' }
        : undefined,
  };
}

const forms = [
  { text: ': Int', selections: [''] },
  { text: ': String!', selections: [''] },
  { text: '(by: String = "a"): Int', selections: ['', '(by: "b")'] },
  { text: ': [[Int]]', selections: [''] },
  { text: ': Part', selections: [' { size }', ' { label }', ' { size label }'] },
  { text: ': [Part!]', selections: [' { size }', ' { label }'] },
  { text: ': Box', selections: [' { w }', ' { part { label } }'] },
] as const;

function subgraph(random: Random, name: (typeof names)[number], fields: readonly Field[]): string {
  const own = fields.filter(({ owner }) => owner === name);
  const moved = fields.filter(({ override }) => override?.from === name);
  const required = new Set(own.flatMap(({ requires }) => requires));
  const lines = [
    ...keyOf[name].map((key) => keyFields[key] ?? ''),
    ...own.map(({ text, set, override }) => {
      const requires = set === '' ? '' : ` @requires(fields: ${JSON.stringify(set)})`;
      const moves = override ? ` @override(from: "${override.from}"${override.label})` : '';
      return `${text}${requires}${moves}`;
    }),
    ...moved.map(({ text }) => text),
    ...[...required].filter((field) => !moved.includes(field)).map(({ text }) => `${text} @external`),
    ...(random.chance(0.4) ? [`${name}Next: Item`] : []),
    ...(random.chance(0.3) ? [`${name}Wrap: Wrap`] : []),
  ];
  const text = lines.join('\n');
  const root =
    name === 'north' || random.chance(0.4) ? `type Query { ${name}: [Item] ${name}Grid: [[Wrap]] }` : '';
  const isPartOwner = name === 'centre';
  return `
    ${root}
    type Item ${keyOf[name].map((key) => `@key(fields: "${key}")`).join(' ')} { ${text} }
    type Wrap @shareable { item: Item items(first: Int): [[Item!]] }
    type Code @shareable { no: ID! }
    type Box @shareable { w: Int part: Part }
    ${partOf(name, isPartOwner)}
  `;
}

function partOf(name: string, isOwner: boolean): string {
  if (isOwner) return 'type Part @key(fields: "id") { id: ID! size: Int label: String @external }';
  if (name === 'west') return 'type Part @key(fields: "id") { id: ID! label: String size: Int @external }';
  return 'type Part @key(fields: "id") { id: ID! size: Int @external label: String @external }';
}
