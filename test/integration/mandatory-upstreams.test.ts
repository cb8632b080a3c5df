import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { loadSettings } from '../../shared/index.ts';
import { deadUpstream } from '../support/http-upstream.ts';
import { smallGraph } from '../support/small-graph.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

describe('a process whose upstreams are down', () => {
  for (const isMandatory of [false, true]) {
    it(`starts, and is ready ${isMandatory ? 'after its mandatory upstream was reached once' : 'at once'}`, async (context) => {
      const upstream = await deadUpstream();
      const directory = temporaryFiles(context, {
        'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: 0 }\nadmin: { port: 0 }\nlogs: { level: silent }\nupstreams: { subgraphs: { only: { mandatory: ${isMandatory} } } }\n`,
        'graph.graphql': smallGraph(upstream, 'kept: Int'),
      });
      const bff = await startBff(loadSettings(`${directory}/bff.yaml`));
      context.after(() => bff.close());
      const ready = async (): Promise<[number, unknown]> => {
        const response = await fetch(`${bff.url}/readyz`);
        return [response.status, await response.json()];
      };
      const up = [200, { status: 'UP' }];
      assert.deepEqual(await ready(), isMandatory ? [503, { status: 'WAITING', upstreams: ['only'] }] : up);
      if (!isMandatory) return;
      const server = createServer((_request, response) => response.end());
      await new Promise<void>((done) => server.listen(Number(new URL(upstream).port), '127.0.0.1', done));
      while ((await ready())[0] !== 200) await new Promise((done) => setTimeout(done, 20));
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      assert.deepEqual(await ready(), up, 'one success is enough');
    });
  }

  it('readiness waits for the upstreams that a reload made mandatory', async (context) => {
    const upstream = await deadUpstream();
    const settings = (isMandatory: boolean): string =>
      `supergraph: ./graph.graphql\nlisten: { port: 0 }\nlogs: { level: silent }\nreload: { watch: false }\nupstreams: { subgraphs: { only: { mandatory: ${isMandatory} } } }\n`;
    const directory = temporaryFiles(context, {
      'bff.yaml': settings(true),
      'graph.graphql': smallGraph(upstream, 'kept: Int'),
    });
    const read = () => ({ settings: loadSettings(`${directory}/bff.yaml`), files: [] });
    const bff = await startBff(read().settings, { source: { file: undefined, read } });
    context.after(() => bff.close());
    assert.equal((await fetch(`${bff.url}/readyz`)).status, 503);
    writeFileSync(`${directory}/bff.yaml`, settings(false));
    await bff.reload();
    assert.equal((await fetch(`${bff.url}/readyz`)).status, 200);
  });
});
