import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Peer, PeerSetup } from './peer.ts';

/** Frontage with one of its engines, started as a user starts it. */
export function frontagePeer(engine: 'native' | 'reference', measuresMemory: boolean): Peer {
  return {
    name: engine,
    about: `frontage, engine: ${engine}`,
    measuresMemory,
    program(setup) {
      const { graph, port } = setup;
      return {
        script: join(projectRoot, 'bin/frontage.js'),
        args: [
          'serve',
          ...('supergraphFile' in graph ? ['--supergraph', graph.supergraphFile] : []),
          '--config',
          writeSettings(engine, setup),
          '--port',
          String(port),
        ],
        environment: upstreamVariables(setup),
        cwd: projectRoot,
        url: `http://127.0.0.1:${port}/graphql`,
      };
    },
  };
}

/** Settings are YAML, of which JSON is a part. */
function writeSettings(engine: string, { directory, graph }: PeerSetup): string {
  const file = join(directory, `frontage-${engine}.yaml`);
  const settings = {
    engine,
    logs: { level: 'error' },
    ...('supergraphFile' in graph
      ? { supergraph: graph.supergraphFile }
      : { extends: join(projectRoot, graph.settingsFile) }),
  };
  writeFileSync(file, JSON.stringify(settings, null, 2));
  return file;
}

/** The settings of the demo's clients take addresses from `CATALOG_URL` and the like; the provider's is `IDP_URL`. */
function upstreamVariables({ upstreamUrls }: PeerSetup): Record<string, string> {
  return Object.fromEntries(
    Object.entries(upstreamUrls).map(([name, url]) => [
      name === 'identity' ? 'IDP_URL' : `${name.toUpperCase()}_URL`,
      url,
    ]),
  );
}
