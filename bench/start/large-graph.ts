/** The subgraphs of a synthetic graph, and an operation of about 5 KB that crosses many of them. */
export interface LargeGraph {
  readonly subgraphs: readonly { readonly name: string; readonly sdl: string }[];
  readonly query: string;
}

const subgraphCount = 40;
const typesOfSubgraph = 15;
const ownFields = 10;
const queryLength = 5000;

/** The distances, in a circle of subgraphs, of those that a type refers to and that contribute to it. */
const distance = { friend: 1, distant: 7, firstContributor: 2, secondContributor: 3 } as const;

/**
 * Builds 40 subgraphs with 600 entity types and 9,000 fields, which compose to about 830 KB; `factor` multiplies the
 * number of types. Every type has an interface, a shared value type, fields with arguments, references within and across
 * subgraphs, a field that requires one of another subgraph, and fields of two further subgraphs. Deterministic.
 */
export function buildLargeGraph(factor: number): LargeGraph {
  const size = Math.round(typesOfSubgraph * factor);
  const subgraphs = Array.from({ length: subgraphCount }, (_, index) => ({
    name: `u${index}`,
    sdl: subgraphSdl(index, size),
  }));
  return { subgraphs, query: buildQuery(size) };
}

function subgraphSdl(subgraph: number, size: number): string {
  const types = Array.from({ length: size }, (_, index) => index);
  const { friend, firstContributor, secondContributor, distant } = distance;
  return [
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@external", "@requires"])',
    `type Query {\n${types.map((index) => rootFields(subgraph, index)).join('\n')}\n}`,
    'interface Titled { title: String! }',
    'type Amount @shareable { units: Int! currency: String! }',
    ...types.map((index) => ownType(subgraph, index, size)),
    ...types.map((index) => requiringPart(subgraph, around(subgraph + friend), index)),
    ...[firstContributor, secondContributor].flatMap((step) =>
      types.map((index) => contribution(subgraph, around(subgraph + step), index)),
    ),
    ...types.map((index) => reference(around(subgraph + distant), index)),
  ].join('\n');
}

function rootFields(subgraph: number, index: number): string {
  const type = typeName(subgraph, index);
  return `  a${type}(id: ID!): ${type}\n  all${type}(first: Int): [${type}!]!`;
}

function ownType(subgraph: number, index: number, size: number): string {
  const fields = Array.from({ length: ownFields }, (_, field) => `  f${field}(form: Int): String`);
  return `type ${typeName(subgraph, index)} implements Titled @key(fields: "id") {
  id: ID!
  title: String!
${fields.join('\n')}
  cost: Amount
  sibling: ${typeName(subgraph, (index + 1) % size)}
  friend: ${typeName(around(subgraph + distance.friend), index)}
  distant: ${typeName(around(subgraph + distance.distant), index)}
}`;
}

/** The neighbour's type with a field that requires the neighbour's title. */
function requiringPart(subgraph: number, owner: number, index: number): string {
  return `type ${typeName(owner, index)} @key(fields: "id") { id: ID! title: String! @external label${subgraph}: String @requires(fields: "title") }`;
}

function contribution(subgraph: number, owner: number, index: number): string {
  const own = typeName(subgraph, index);
  return `type ${typeName(owner, index)} @key(fields: "id") { id: ID! note${subgraph}: String notes${subgraph}(first: Int): [${own}!] }`;
}

function reference(owner: number, index: number): string {
  return `type ${typeName(owner, index)} @key(fields: "id", resolvable: false) { id: ID! }`;
}

function typeName(subgraph: number, index: number): string {
  return `T${subgraph}_${index}`;
}

function around(subgraph: number): number {
  return (subgraph + subgraphCount) % subgraphCount;
}

/** Root fields of as many subgraphs as fit, each with references to three others. */
function buildQuery(size: number): string {
  const parts: string[] = [];
  for (let subgraph = 0; parts.join(' ').length < queryLength; subgraph = around(subgraph + 1)) {
    const index = (parts.length * 3) % size;
    parts.push(`all${typeName(subgraph, index)}(first: 3) { ${selection(subgraph, 2)} }`);
  }
  return `query Large { ${parts.join(' ')} }`;
}

function selection(subgraph: number, depth: number): string {
  const { friend, distant, firstContributor } = distance;
  const fields = `id title f0 cost { units currency } label${around(subgraph - friend)} note${around(subgraph - firstContributor)}`;
  if (depth === 0) return fields;
  return `${fields} sibling { ${selection(subgraph, depth - 2 < 0 ? 0 : depth - 2)} } friend { ${selection(around(subgraph + friend), depth - 1)} } distant { ${selection(around(subgraph + distant), 0)} }`;
}
