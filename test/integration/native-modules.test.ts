import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const packages = ['federation-internals', 'query-planner', 'query-graphs', 'gateway'];

/** Records every CommonJS file of these packages that any thread compiles; all four packages are CommonJS. */
const recorder = `
  const { appendFileSync } = require('node:fs');
  const Module = require('node:module');
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...others) {
    const name = /node_modules\\/@apollo\\/([^/]+)\\//.exec(filename);
    if (name !== null) appendFileSync(process.env.RECORDED_MODULES, name[1] + '\\n');
    return compile.call(this, content, filename, ...others);
  };
`;

/** The packages that a process has loaded when it has served an operation. */
async function loadedBy(context: TestContext, engine: 'native' | 'reference'): Promise<string[]> {
  const upstream = await httpUpstream(context, (_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"data":{"a":1}}'),
  );
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(upstream, 'a: Int'),
    'bff.yaml': `supergraph: ./graph.graphql\nengine: ${engine}\n`,
    'recorder.cjs': recorder,
    recorded: '',
  });
  const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml'), '--port', '0'], {
    NODE_OPTIONS: `--require ${join(directory, 'recorder.cjs')}`,
    RECORDED_MODULES: join(directory, 'recorded'),
  });
  const { body } = await sendQuery(await listeningUrl(frontage), '{ a }');
  assert.deepEqual(body, { data: { a: 1 } });
  const recorded = new Set(readFileSync(join(directory, 'recorded'), 'utf8').split('\n'));
  return packages.filter((name) => recorded.has(name));
}

describe('the modules of a process', () => {
  it('the native engine loads no planner and no schema library of Apollo', async (context) => {
    assert.deepEqual(await loadedBy(context, 'native'), []);
  });

  it('the reference engine loads them', async (context) => {
    assert.deepEqual(await loadedBy(context, 'reference'), packages);
  });
});
