import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { valueAt } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const federation = 'https://specs.apollo.dev/federation';
const restricted = `extend schema
  @link(url: "${federation}/v2.9", import: ["@authenticated", "@requiresScopes", { name: "@policy", as: "@rule" }])
type Query {
  text: String
  secret: String @authenticated
  scoped: String @requiresScopes(scopes: [["admin"]])
  ruled: String @rule(policies: [["p"]])
}`;

/** `frontage compose` of one subgraph; returns its standard error and the path of the supergraph. */
async function compose(context: TestContext, sdl: string) {
  const directory = temporaryFiles(context, {
    'a.graphql': sdl,
    'supergraph.yaml':
      'subgraphs: { a: { routing_url: "http://127.0.0.1:1", schema: { file: ./a.graphql } } }',
  });
  const output = join(directory, 'graph.graphql');
  const config = join(directory, 'supergraph.yaml');
  const composer = startFrontage(context, ['compose', '--config', config, '--output', output]);
  return { exitCode: await composer.exit(), stderr: composer.stderr(), directory };
}

/** Every feature that is not enforced has a line with its directives, URL, purpose and locations. */
const expectedLines = [
  /graph\.graphql:\d+: @authenticated \(https:\/\/specs\.apollo\.dev\/authenticated\/v0\.1, for: SECURITY\) .* at Query\.secret;/,
  /graph\.graphql:\d+: @requiresScopes \(https:\/\/specs\.apollo\.dev\/requiresScopes\/v0\.1, for: SECURITY\) .* at Query\.scoped;/,
  /graph\.graphql:\d+: @rule \(https:\/\/specs\.apollo\.dev\/policy\/v0\.1, for: SECURITY\) .* at Query\.ruled;/,
];

function assertLines(text: string): void {
  const lines = text.trim().split('\n');
  assert.equal(lines.length, expectedLines.length, text);
  for (const [index, expected] of expectedLines.entries()) assert.match(lines[index] ?? '', expected);
}

describe('a supergraph with security features that are not enforced', () => {
  it('a supergraph with unenforced security features composes with a warning, and starts with no engine', async (context) => {
    const { exitCode, stderr, directory } = await compose(context, restricted);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /^warning: @authenticated .*: this server does not enforce it/m);
    for (const engine of ['native', 'reference']) {
      const settings = join(directory, `${engine}.yaml`);
      writeFileSync(settings, `supergraph: ./graph.graphql\nlisten: { port: 0 }\nengine: ${engine}\n`);
      const server = startFrontage(context, ['serve', '--config', settings]);
      assert.equal(await server.exit(), 1);
      assertLines(server.stderr());
    }
    const check = startFrontage(context, ['config', 'validate', join(directory, 'native.yaml')]);
    assert.equal(await check.exit(), 1);
    assertLines(check.stderr());
  });

  it('a supergraph with unenforced security features does not replace the served graph', async (context) => {
    const { directory } = await compose(context, restricted);
    writeFileSync(join(directory, 'served.graphql'), smallGraph('http://127.0.0.1:1', 'text: String'));
    const settings = (graph: string): string => `supergraph: ./${graph}.graphql\nreload: { watch: false }\n`;
    const file = join(directory, 'bff.yaml');
    writeFileSync(file, settings('served'));
    const server = startFrontage(context, ['serve', '--config', file, '--port', '0']);
    const url = await listeningUrl(server);
    writeFileSync(file, settings('graph'));
    server.child.kill('SIGHUP');
    await server.until(/"msg":"reload refused"/);
    const line = server
      .stdout()
      .split('\n')
      .find((text) => text.includes('"msg":"reload refused"'));
    assertLines(String(valueAt(JSON.parse(line ?? ''), 'reason')));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ secret }"}',
    });
    assert.match(await response.text(), /GRAPHQL_VALIDATION_FAILED/);
  });
});

describe('composition', () => {
  it('composition refuses a link whose purpose would be lost', async (context) => {
    for (const purpose of ['SECURITY', 'EXECUTION']) {
      const { exitCode, stderr } = await compose(
        context,
        `extend schema
  @link(url: "${federation}/v2.9")
  @link(for: ${purpose}, url: "https://example.com/secret/v1.0", import: ["@secret"])
directive @secret on FIELD_DEFINITION
type Query { text: String @secret }`,
      );
      assert.equal(exitCode, 1);
      assert.match(
        stderr,
        new RegExp(`a\\.graphql:3: \\[a\\] .*https://example\\.com/secret/v1\\.0, for: ${purpose}`),
      );
    }
  });

  it('composition warns of access directives that it drops', async (context) => {
    const { exitCode, stderr } = await compose(
      context,
      'directive @authenticated on FIELD_DEFINITION type Query { text: String @authenticated }',
    );
    assert.equal(exitCode, 0);
    assert.match(stderr, /^warning: \[a\] @authenticated .* at Query\.text: composition drops it/);
  });
});
