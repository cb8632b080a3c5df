import { readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';
import { publishComposedDirectives } from '../../../shared/supergraph/composed-directives.ts';
import { applyContract } from '../../../shared/supergraph/contract/apply-contract.ts';
import { relaxNullability } from '../../../shared/supergraph/relax/relax-nullability.ts';
import { withoutConnectors } from '../../../shared/supergraph/without-connectors.ts';
import { buildAllGraphs } from '../differential/graphs/all-graphs.ts';
import { composeSubgraphs } from '../harness/compose.ts';
import { allScenarios } from '../scenarios/all-scenarios.ts';
import { allShapes } from '../shapes/all-shapes.ts';
import { composeShape } from '../shapes/compose-shape.ts';

export interface NamedSupergraph {
  readonly name: string;
  /** As composition produced it. */
  readonly document: DocumentNode;
}

export const harbourSdl = readFileSync(
  new URL('../../../../schemas/supergraph.graphql', import.meta.url),
  'utf8',
);

/** Every supergraph that some test serves, and `graphsOfShape` random ones of each difficult shape. */
export function everySupergraph(graphsOfShape: number): NamedSupergraph[] {
  const sdls: [string, string][] = [
    ['Harbour', harbourSdl],
    ...allScenarios.map(({ name, supergraph, subgraphs }): [string, string] => [
      `scenario ${name}`,
      supergraph ?? composeSubgraphs(subgraphs),
    ]),
    ...buildAllGraphs().map(({ name, supergraphSdl }): [string, string] => [`graph ${name}`, supergraphSdl]),
    ...allShapes.flatMap((shape) =>
      Array.from({ length: graphsOfShape }, (_, seed): [string, string] => [
        `shape ${shape.name}, seed ${seed}`,
        composeShape(shape, seed).supergraphSdl,
      ]),
    ),
  ];
  return sdls.map(([name, sdl]) => ({ name, document: parse(sdl, { noLocation: true }) }));
}

/** The document as a server reads it, and every modification of it that a setting can cause. */
export function servedVariants({ name, document }: NamedSupergraph): NamedSupergraph[] {
  const plain = publishComposedDirectives(withoutConnectors(document));
  const variants = [
    { name, document: plain },
    {
      name: `${name}, relaxed`,
      document: publishComposedDirectives(withoutConnectors(relaxNullability(document))),
    },
  ];
  if (name !== 'Harbour') return variants;
  const contracts = [
    { include: [], exclude: ['internal'] },
    { include: [], exclude: ['internal', 'pii', 'seo'] },
    { include: ['partner'], exclude: [] },
    { include: ['partner'], exclude: ['pii', 'internal'] },
  ];
  return [
    ...variants,
    ...contracts.map((contract) => ({
      name: `${name}, ${JSON.stringify(contract)}`,
      document: applyContract(plain, contract),
    })),
  ];
}
