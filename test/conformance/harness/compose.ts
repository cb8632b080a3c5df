import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const directives = [
  '@key',
  '@requires',
  '@provides',
  '@external',
  '@shareable',
  '@override',
  '@inaccessible',
  '@interfaceObject',
  '@extends',
  '@tag',
  '@composeDirective',
  '@context',
  '@fromContext',
];
const names = directives.map((name) => `"${name}"`).join(', ');
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${names}])\n`;

interface SubgraphText {
  readonly sdl: string;
  readonly federation?: 1;
}

/** The SDL as the subgraph serves it. */
export function linkedSdl({ sdl, federation }: SubgraphText): string {
  return federation === 1 || sdl.includes('@link(') ? sdl : link + sdl;
}

/** The supergraph of some subgraphs; throws with every problem of the composition. */
export function composeSubgraphs(subgraphs: Readonly<Record<string, SubgraphText>>): string {
  const services = Object.entries(subgraphs).map(([name, subgraph]) => ({
    name,
    url: `http://${name}.invalid/graphql`,
    typeDefs: parse(linkedSdl(subgraph)),
  }));
  const { errors, supergraphSdl } = composeServices(services);
  if (errors !== undefined) throw new AggregateError(errors, errors.map(String).join('\n'));
  return supergraphSdl;
}
