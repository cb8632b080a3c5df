import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { createRunningPeer } from '../peers/create-running-peer.ts';
import type { Cores } from '../processes/cores.ts';
import { findFreePort } from '../processes/free-port.ts';
import { projectRoot } from '../project-root.ts';
import { type HostileUpstream, startHostileUpstream } from './hostile-upstream.ts';

/** A new process of Frontage with default limits in front of one subgraph. */
export interface AttackTarget {
  readonly port: number;
  readonly pid: number;
  readonly upstream: HostileUpstream;
  readonly signal: AbortSignal;
}

export interface AttackRun {
  readonly cores: Cores | undefined;
  /** For files; removed when the run ends. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { text(s: String): String hostile(i: Int, s: String): String things: [Thing] hostileThings: [Thing] }
  type Mutation { change(input: Change!): String }
  input Change { name: String! }
  type Thing { id: ID name: String things: [Thing] }
`;

/** Runs `measure` in front of a new process. */
export async function withAttackTarget<Result>(
  { cores, directory, signal }: AttackRun,
  measure: (target: AttackTarget) => Promise<Result>,
): Promise<Result> {
  const upstream = await startHostileUpstream();
  try {
    const supergraph = join(directory, 'attacks.graphql');
    writeFileSync(supergraph, compose(upstream.url));
    const config = join(directory, 'attacks.yaml');
    const settings = {
      supergraph,
      logs: { level: 'silent' },
      caching: { anonymous: { maxAge: '60s' }, responses: { enabled: true } },
      authentication: { jwt: { issuer: upstream.url, jwksUrl: `${upstream.url}/jwks`, audience: 'bench' } },
    };
    // JSON is a subset of YAML.
    writeFileSync(config, JSON.stringify(settings));
    const port = await findFreePort();
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
          url: `http://127.0.0.1:${port}/graphql`,
        }),
      },
      setup: { workload: 'small', port, directory, upstreamUrls: {}, graph: { settingsFile: config } },
      core: cores?.peer,
    });
    try {
      return await measure({ port, pid: frontage.pid, upstream, signal });
    } finally {
      await frontage.close();
    }
  } finally {
    await upstream.close();
  }
}

function compose(url: string): string {
  const { errors, supergraphSdl } = composeServices([{ name: 'things', url, typeDefs: parse(sdl) }]);
  if (errors !== undefined) throw new Error(`the subgraph does not compose: ${errors.join('; ')}`);
  return supergraphSdl;
}
