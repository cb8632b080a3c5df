import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { listAt, valueAt } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const fields =
  'item(id: ID): Item } type Mutation { change: Int } type Item { id: ID! text: String items: [Item!]';
const item = { id: '1', text: 'é'.repeat(50) };

interface Shop {
  readonly directory: string;
  /** The requests that arrived, as they were sent. */
  readonly authorizations: (string | undefined)[];
}

async function shop(context: TestContext, settings: string, status = 200): Promise<Shop> {
  const authorizations: (string | undefined)[] = [];
  const url = await httpUpstream(context, (request, response) => {
    request.resume();
    authorizations.push(request.headers.authorization);
    const body = status === 200 ? JSON.stringify({ data: { item } }) : 'no';
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(url, fields),
    'operations/item.graphql': 'query Item($id: ID!) { item(id: $id) { id text } }',
    'operations/item.example.json': '{ "id": "1" }',
    'operations/other.graphql':
      'query Unasked($id: ID!) { item(id: $id) { items { id } } }\nmutation Change { change }',
    'bff.yaml': `client: kiosk
supergraph: ./graph.graphql
trustedDocuments: { directory: ./operations, mode: enforce }
headers: { all: { request: [{ propagate: { named: authorization } }] } }
${settings}`,
  });
  return { directory, authorizations };
}

async function budget(context: TestContext, { directory }: Shop, ...more: readonly string[]) {
  const process = startFrontage(context, ['budget', join(directory, 'bff.yaml'), ...more]);
  const code = await process.exit();
  const stderr = process.stderr().replace(/\S*operations\//g, 'operations/');
  return { code, stdout: process.stdout(), stderr };
}

/** The rows of the table, each as its cells. */
function cells(stdout: string): string[][] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
}

describe('frontage budget', () => {
  it('frontage budget prints the maximum size of each response without calling upstreams', async (context) => {
    const { code, stdout, stderr } = await budget(
      context,
      await shop(context, 'budgets: { assume: { list: 7 } }'),
    );
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(cells(stdout), [
      ['client', 'operation', 'fields', 'depth', 'worst nodes', 'worst bytes', 'assumed', 'over budget'],
      ['kiosk', 'Item', '3', '2', '1', '357', '0 lists, 2 values', '-'],
      ['kiosk', 'Unasked', '3', '3', '8', '547', '1 lists, 1 values', '-'],
      ['kiosk', 'Change', '1', '1', '0', '31', '0 lists, 0 values', '-'],
    ]);
  });

  it('frontage budget prints which assumptions each figure rests on', async (context) => {
    const { stdout } = await budget(context, await shop(context, ''), '--explain');
    assert.match(
      stdout,
      /\nkiosk Unasked\n {2}Item\.id: text unbounded by the view: assumed 64 bytes\n {2}Item\.items: list unbounded by the view: assumed 100 items\n/,
    );
    assert.match(stdout, /\nkiosk Change\n {2}all fields are bounded\n$/);
  });

  it("frontage budget executes operations that have an example and are not mutations, with the client's token", async (context) => {
    const served = await shop(context, '');
    const file = join(served.directory, 'figures.json');
    const { code, stderr } = await budget(
      context,
      served,
      ...['--upstreams', 'measured', '--token', 'any', '--token', 'kiosk=own', '--json', file],
    );
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(served.authorizations, ['Bearer own']);
    const [requested, ...others] = listAt(JSON.parse(readFileSync(file, 'utf8')), 'operations');
    const raw = Buffer.byteLength(JSON.stringify({ data: { item } }));
    assert.deepEqual([valueAt(requested, 'rawBytes'), valueAt(requested, 'upstreamCalls')], [raw, 1]);
    for (const key of ['gzipBytes', 'brotliBytes']) assert.ok(Number(valueAt(requested, key)) < raw, key);
    assert.deepEqual(
      others.map((row) => valueAt(row, 'rawBytes')),
      [undefined, undefined],
    );
  });

  it('frontage budget does not measure a response with errors', async (context) => {
    const served = await shop(context, 'upstreams: { all: { retry: { attempts: 0 } } }', 500);
    const { code, stderr, stdout } = await budget(context, served, '--upstreams', 'measured');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^operations\/item\.graphql: Item has an incomplete response \(status 200, SUBGRAPH_HTTP_ERROR, no data from only\): start its upstreams, and pass a token if it needs a signed-in user\n$/,
    );
    assert.equal(stdout, '');
  });

  it('frontage budget --check prints the report and fails if an operation exceeds its budget', async (context) => {
    const budgets =
      'budgets: { default: { worstBytes: 500B, depth: 3, nodes: 8 }, operations: { Item: { rawBytes: 100B, upstreamCalls: 0 } } }';
    const served = await shop(context, `${budgets}`);
    const checked = await budget(context, served, '--upstreams', 'measured', '--check');
    assert.equal(checked.code, 1);
    assert.equal(
      checked.stderr,
      [
        'operations/item.graphql: kiosk Item exceeds its budget: rawBytes: found 138; allowed is 100',
        'operations/item.graphql: kiosk Item exceeds its budget: upstreamCalls: found 1; allowed is 0',
        'operations/other.graphql: kiosk Unasked exceeds its budget: worstBytes: found 7429; allowed is 500',
        'operations/other.graphql: kiosk Unasked exceeds its budget: nodes: found 101; allowed is 8',
        '',
      ].join('\n'),
    );
    assert.deepEqual(
      cells(checked.stdout).map((row) => row.at(-1)),
      ['over budget', 'rawBytes, upstreamCalls', 'worstBytes, nodes', '-'],
    );
    assert.equal((await budget(context, served)).code, 0);
  });

  it('frontage budget --compare prints the changes since a baseline file, for a pull request', async (context) => {
    const served = await shop(context, '');
    const file = join(served.directory, 'figures.json');
    await budget(context, served, '--json', file);
    assert.doesNotMatch((await budget(context, served, '--base', file)).stdout, /%/);
    const figures = JSON.parse(readFileSync(file, 'utf8'));
    figures.operations[0].worstBytes = 250;
    figures.operations[1].operation = 'Former';
    writeFileSync(file, JSON.stringify(figures));
    const { stdout } = await budget(context, served, '--base', file, '--markdown');
    assert.deepEqual(stdout.split('\n'), [
      '- kiosk Item +43 % worst bytes',
      '- kiosk Former was removed',
      '',
      '| client | operation | fields | depth | worst nodes | worst bytes | assumed | over budget |',
      '| --- | --- | ---: | ---: | ---: | ---: | --- | --- |',
      '| kiosk | Item | 3 | 2 | 1 | 357 (+43 %) | 0 lists, 2 values | - |',
      '| kiosk | Unasked (new) | 3 | 3 | 101 | 7,429 | 1 lists, 1 values | - |',
      '| kiosk | Change | 1 | 1 | 0 | 31 | 0 lists, 0 values | - |',
      '',
    ]);
  });

  it('frontage budget refuses an invalid baseline file and an invalid token', async (context) => {
    const served = await shop(context, '');
    const other = await budget(
      context,
      served,
      '--base',
      join(served.directory, 'operations/item.example.json'),
    );
    assert.equal(other.code, 1);
    assert.match(other.stderr, /item\.example\.json: not a report of frontage budget --json\n$/);
    const missing = await budget(context, served, '--base', join(served.directory, 'none.json'));
    assert.match(missing.stderr, /none\.json: the file cannot be read \(ENOENT\)\n$/);
    const token = await budget(context, served, '--token', 'a b');
    assert.match(token.stderr, /Expected a bearer token, or <client>=<token>\./);
  });
});
