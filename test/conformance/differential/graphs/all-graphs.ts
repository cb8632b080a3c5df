import { readFileSync } from 'node:fs';
import { parse, print } from 'graphql';
import { withoutConnectors } from '../../../../shared/supergraph/without-connectors.ts';
import { composeSubgraphs } from '../../harness/compose.ts';
import { buildGraph, type Graph } from '../graph.ts';
import { requiredArguments } from './arguments.ts';
import { chains } from './chains.ts';
import { explosion } from './explosion.ts';
import { media } from './media.ts';
import { mirrored, mirroredFields } from './mirrored.ts';
import { nested, nestedMirrored } from './nested.ts';
import { shop } from './shop.ts';

const harbour = readFileSync(new URL('../../../../../schemas/supergraph.graphql', import.meta.url), 'utf8');

export function buildAllGraphs(): readonly Graph[] {
  return [
    buildGraph('shop', composeSubgraphs(shop)),
    buildGraph('media', composeSubgraphs(media)),
    buildGraph('explosion', composeSubgraphs(explosion)),
    buildGraph('required arguments', composeSubgraphs(requiredArguments)),
    buildGraph('chains', composeSubgraphs(chains)),
    buildGraph('mirrored', composeSubgraphs(mirrored), mirroredFields),
    buildGraph('nested', composeSubgraphs(nested), nestedMirrored),
    buildGraph('harbour', print(withoutConnectors(parse(harbour)))),
  ];
}
