import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const names = ['alpha', 'beta', 'gamma', 'delta'] as const;
const entities = ['Book', 'User', 'Shop'] as const;
const values = ['Info', 'Place'] as const;
const leaves = ['Int', 'String', '[Int]', '[[String!]]'] as const;

interface Field {
  readonly name: string;
  readonly text: string;
  readonly owners: readonly string[];
  /** Field sets that select it. */
  readonly sets: readonly string[];
  /** Whether other subgraphs may provide it. */
  readonly isPlain: boolean;
  readonly target: string | undefined;
  /** The subgraph that takes it over. */
  readonly override: { readonly by: string; readonly label: string } | undefined;
}

/**
 * Supergraphs with a bit of everything: entities with several keys, values of which each subgraph has a part, a union, an
 * interface that one subgraph can have as an `@interfaceObject`, shared fields, requirements, provided and moved fields.
 */
export const randomSupergraphs: Shape = {
  name: 'random supergraphs',
  style: { ...plainStyle, conditions: 0.2, sameVariable: 0.6, aliases: 0.2, maxFields: 14 },
  build(random) {
    const fields = new Map<string, readonly Field[]>();
    for (const type of values) fields.set(type, fieldsOf(random, type, [...names]));
    for (const type of entities) fields.set(type, fieldsOf(random, type, homesOf(random)));
    const known = new Map(entities.map((type) => [type, ownersOf(fields.get(type) ?? [])]));
    return Object.fromEntries(
      [
        ...names.map((name, index) => [name, subgraph(random, name, index, fields, known)] as const),
        ...(random.chance(0.6) ? [['omega', addition(random)] as const] : []),
      ].map(([name, sdl]) => [name, { sdl }]),
    );
  },
};

function homesOf(random: Random): string[] {
  const homes = names.filter(() => random.chance(0.75));
  return homes.length > 1 ? homes : [...names];
}

function ownersOf(fields: readonly Field[]): ReadonlySet<string> {
  return new Set(fields.flatMap(({ owners }) => owners));
}

function fieldsOf(random: Random, type: string, homes: readonly string[]): Field[] {
  const isValue = values.some((value) => value === type);
  return Array.from({ length: isValue ? 4 : 8 }, (_, index) => {
    const name = `${type.toLowerCase()}${index}`;
    const kind = random.integer(isValue ? 4 : 7);
    const first = random.pick(homes);
    // A value has no key: each subgraph that returns it has all of its leaves, or reaches none of the others'.
    const owners = isValue ? homes : homes.filter((home) => home === first || random.chance(0.25));
    const field = { name, owners, isPlain: false, target: undefined, override: undefined };
    if (kind < 2) {
      const override = isValue ? undefined : moveOf(random, owners);
      return { ...field, text: `${name}: ${random.pick(leaves)}`, sets: [name], isPlain: true, override };
    }
    if (kind === 2)
      return { ...field, text: `${name}(by: Int, in: String = "x"): Int`, sets: [name, `${name}(by: 1)`] };
    const target =
      kind === 3 || kind === 4
        ? random.pick(entities)
        : kind === 5
          ? random.pick(values)
          : random.pick(['Any', 'Named']);
    const shape = random.pick([target, `[${target}]`, `[[${target}!]]`, target]);
    const inner = entities.some((one) => one === target) ? ['id'] : [];
    const sets = inner.map((one) => `${name} { ${one} }`);
    return { ...field, text: `${name}: ${shape}`, sets, target };
  });
}

function moveOf(random: Random, owners: readonly string[]): Field['override'] {
  if (owners.length !== 1 || !random.chance(0.3)) return undefined;
  const by = random.pick(names.filter((name) => !owners.includes(name)));
  return { by, label: random.chance(0.5) ? ', label: "percent(50)"' : '' };
}

function subgraph(
  random: Random,
  name: string,
  index: number,
  fields: ReadonlyMap<string, readonly Field[]>,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const own = entities.filter((type) => known.get(type)?.has(name));
  const types = entities.map((type) =>
    own.includes(type)
      ? entity(random, name, type, fields)
      : `type ${type} implements Named @key(fields: "id") { id: ID! @shareable ${type.toLowerCase()}${name}: Int }`,
  );
  const valueTypes = values.map((type) => {
    const text = (fields.get(type) ?? []).map((field) => field.text).join(' ');
    return `type ${type} @shareable { ${text} }`;
  });
  const roots = [...entities, ...values, 'Any', 'Named'].flatMap((type) =>
    random.chance(index === 0 ? 0.8 : 0.4) ? [`${name}${type}: ${random.pick([type, `[${type}]`])}`] : [],
  );
  const shared = random.chance(0.6)
    ? 'shared: Info @shareable named: [Named] @shareable any: Any @shareable'
    : '';
  return `
    type Query { ${roots.join(' ')} ${shared} ${name}: Int }
    union Any = ${entities.join(' | ')}
    interface Named @key(fields: "id") { id: ID! }
    ${types.join('\n')}
    ${valueTypes.join('\n')}
  `;
}

function entity(
  random: Random,
  name: string,
  type: string,
  fields: ReadonlyMap<string, readonly Field[]>,
): string {
  const all = fields.get(type) ?? [];
  const own = all.filter(({ owners, override }) => owners.includes(name) || override?.by === name);
  const foreign = all.filter((field) => !own.includes(field) && field.sets.length > 0);
  const required = foreign.filter(() => random.chance(0.4));
  const set = required.map(({ sets }) => random.pick(sets)).join(' ');
  const external = foreign.filter((field) => required.includes(field) || field.isPlain);
  const derived =
    required.length > 0 ? [`${name}${type}Sum: String @requires(fields: ${JSON.stringify(set)})`] : [];
  const lines = [
    ...own.map((field) => definition(random, name, field, fields)),
    ...external.map(({ text }) => `${text} @external`),
    ...derived,
  ];
  const keys = ['id', ...(random.chance(0.4) ? ['id no'] : [])];
  return `type ${type} implements Named ${keys.map((key) => `@key(fields: "${key}")`).join(' ')} {
    id: ID! @shareable ${keys.length > 1 ? 'no: Int! @shareable' : ''} ${lines.join('\n')}
  }`;
}

/** With what the field provides of its entities: plain fields that the subgraph has as `@external`. */
function definition(
  random: Random,
  name: string,
  { text, owners, isPlain, target = '', override }: Field,
  fields: ReadonlyMap<string, readonly Field[]>,
): string {
  const isShared = owners.length > 1 || isPlain;
  const move = override?.by === name ? ` @override(from: "${owners[0]}"${override.label})` : '';
  const isEntity = entities.some((type) => type === target);
  const possible = isEntity && ownersOf(fields.get(target) ?? []).has(name) ? (fields.get(target) ?? []) : [];
  const provided = possible.filter(
    (field) =>
      field.isPlain && field.override === undefined && !field.owners.includes(name) && random.chance(0.4),
  );
  const set = provided.map((field) => field.name).join(' ');
  return `${text}${isShared ? ' @shareable' : ''}${move}${set && ` @provides(fields: "${set}")`}`;
}

/** A subgraph that knows only the interface. */
function addition(random: Random): string {
  return `
    ${random.chance(0.6) ? 'type Query { omega: [Named] omegaOne: Named }' : ''}
    type Named @key(fields: "id") @interfaceObject {
      id: ID! omegaText(n: Int): String ${random.chance(0.6) ? 'omegaNext: Named' : ''} ${random.chance(0.4) ? 'omegaRows: [[Named]]' : ''}
    }
  `;
}
