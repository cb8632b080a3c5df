import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** A supergraph, and an operation that is as large as the default limits allow. */
export interface WorstOperation {
  readonly name: string;
  readonly supergraph: string;
  readonly query: string;
}

const subgraphCount = 10;
const leafCount = 11;
const branches = 3;
const depth = 5;

/**
 * Operations that give a planner the most choices: an entity that ten subgraphs have, with fields that all of them
 * resolve, or a different half of them each.
 */
export function buildWorstOperations(): readonly WorstOperation[] {
  const query = buildQuery();
  return [
    { name: 'worst: every field in ten subgraphs', supergraph: compose(() => true), query },
    { name: 'worst: every field in five of ten', supergraph: compose(isInHalf), query },
  ];
}

/** Whether the subgraph is one of the five that have the field. */
function isInHalf(subgraph: number, field: number): boolean {
  return (subgraph + field) % 2 === 0;
}

function compose(has: (subgraph: number, field: number) => boolean): string {
  const services = Array.from({ length: subgraphCount }, (_, subgraph) => {
    const leaves = Array.from({ length: leafCount }, (_, field) => field)
      .filter((field) => has(subgraph, field))
      .map((field) => `f${field}: String @shareable`);
    const children = Array.from({ length: branches }, (_, branch) => branch)
      .filter((branch) => has(subgraph, branch))
      .map((branch) => `next${branch}: Node @shareable`);
    return {
      name: `s${subgraph}`,
      url: `http://s${subgraph}.invalid/graphql`,
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])
        type Query { first: Node @shareable second: Node @shareable }
        type Node @key(fields: "id") { id: ID! ${[...leaves, ...children].join(' ')} }`),
    };
  });
  const { errors, supergraphSdl } = composeServices(services);
  if (errors !== undefined) throw new AggregateError(errors, 'the worst graph does not compose');
  return supergraphSdl;
}

/**
 * Two trees of 364 objects with all their leaves: 9,466 fields and fragments. The default limit is 10,000; fragments
 * keep the text within its own limits.
 */
function buildQuery(): string {
  const leaves = Array.from({ length: leafCount }, (_, field) => `f${field}`).join(' ');
  const fragments = Array.from({ length: depth + 1 }, (_, level) => {
    const below = Array.from(
      { length: level === 0 ? 0 : branches },
      (_, branch) => `next${branch} { ...n${level - 1} }`,
    );
    return `fragment n${level} on Node { ${[leaves, ...below].join(' ')} }`;
  });
  return `query Worst { first { ...n${depth} } second { ...n${depth} } } ${fragments.join(' ')}`;
}
