import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type ScriptedUpstream, startScriptedUpstream } from '../../test/resilience/kit/scripted-upstream.ts';
import { createGraphqlClient, type GraphqlClient, requestBody } from '../load/graphql-client.ts';
import { createRunningPeer } from '../peers/create-running-peer.ts';
import type { Cores } from '../processes/cores.ts';
import { findFreePort } from '../processes/free-port.ts';
import { projectRoot } from '../project-root.ts';

/** The parts of a run that fault measurements need. */
export interface FaultRun {
  readonly cores: Cores | undefined;
  /** For files; removed when the run ends. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** A process of Frontage in front of two subgraphs, of which `reviews` is the one that fails. */
export interface FaultSetup {
  readonly client: GraphqlClient;
  readonly reviews: ScriptedUpstream;
}

const links = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const product = { id: '1', name: 'one' };
const responses = {
  products: {
    sdl: `${links} type Query { top: Product } type Product @key(fields: "id") { id: ID! name: String }`,
    root: { top: product },
    entities: { Product: [product] },
  },
  reviews: {
    sdl: `${links} type Product @key(fields: "id") { id: ID! rating: Int }`,
    entities: { Product: [{ id: '1', rating: 5 }] },
  },
};

/** A screen of `products` alone. */
export const partBody = requestBody({ query: '{ top { id name } }' });
/** A screen of both. */
export const wholeBody = requestBody({ query: '{ top { id name rating } }' });

const connections = 512;

/** Runs `measure` in front of a new process; `settings` are added to the defaults. */
export async function withFaultSetup<Result>(
  { cores, directory }: FaultRun,
  settings: Readonly<Record<string, unknown>>,
  measure: (setup: FaultSetup) => Promise<Result>,
): Promise<Result> {
  const endings: (() => unknown)[] = [];
  const context = { after: (end: () => unknown) => void endings.push(end) };
  try {
    const products = await startScriptedUpstream(context, responses.products);
    const reviews = await startScriptedUpstream(context, responses.reviews);
    const supergraph = join(directory, 'faults.graphql');
    writeFileSync(supergraph, compose({ products: products.url, reviews: reviews.url }));
    const config = join(directory, 'faults.yaml');
    // Every JSON document is valid YAML.
    writeFileSync(config, JSON.stringify({ supergraph, logs: { level: 'silent' }, ...settings }));
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}/graphql`;
    const frontage = await createRunningPeer({
      peer: {
        name: 'frontage',
        about: '',
        measuresMemory: false,
        program: () => ({
          script: join(projectRoot, 'bin/frontage.js'),
          args: ['serve', '--config', config, '--port', String(port)],
          environment: {},
          cwd: projectRoot,
          url,
        }),
      },
      setup: { workload: 'small', port, directory, upstreamUrls: {}, graph: { settingsFile: config } },
      core: cores?.peer,
    });
    endings.push(() => frontage.close());
    const client = createGraphqlClient(url, connections);
    endings.push(() => client.close());
    return await measure({ client, reviews });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

function compose(urls: Readonly<Record<keyof typeof responses, string>>): string {
  const services = (['products', 'reviews'] as const).map((name) => ({
    name,
    url: urls[name],
    typeDefs: parse(responses[name].sdl),
  }));
  const { errors, supergraphSdl } = composeServices(services);
  if (errors !== undefined) throw new Error(`the subgraphs do not compose: ${errors.join('; ')}`);
  return supergraphSdl;
}
