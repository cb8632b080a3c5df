import assert from 'node:assert/strict';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type Bff, loadSettings } from '../../shared/index.ts';
import { deadUpstream, httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const long = 'x'.repeat(100);
/** Strings that need no escape in JSON. */
const plain = ['', 'plain', long, 'é€😀', `${long}é`, '\u007f\u2028', '&quot;no&quot;'];
/** Strings that need an escape. */
const wild = ['"', '\\', '\n', '\u0000', `${long}"`, `${long}\\`, `${long}\n€`, '\ud800'];

/** The values of the graph's fields; each is resolved by a subgraph of its name. */
const values = { plain, wild, more: wild } as const;

interface ServeOptions {
  readonly dead?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly view?: string;
}

async function serve(context: TestContext, { dead = [], settings, view }: ServeOptions = {}): Promise<Bff> {
  const services = Object.entries(values).map(async ([name, texts]) => ({
    name,
    url: dead.includes(name)
      ? await deadUpstream()
      : await httpUpstream(context, async (request, response) => {
          assert.match(String(valueAt(await json(request), 'query')), new RegExp(`\\b${name}\\b`));
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ data: { [name]: texts } }));
        }),
    typeDefs: parse(`type Query { ${name}: [String] }`),
  }));
  const { errors, supergraphSdl = '' } = composeServices(await Promise.all(services));
  assert.equal(errors, undefined);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'view.graphql': view ?? '',
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { port: 0 },
      logs: { level: 'silent' },
      ...(view !== undefined && { view: { files: ['./view.graphql'] } }),
      ...settings,
    }),
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return bff;
}

async function dataOf({ url }: Bff, query: string): Promise<unknown> {
  const { status, body } = await sendQuery(`${url}/graphql`, query);
  assert.equal(status, 200);
  return valueAt(body, 'data');
}

describe('escaping of strings', () => {
  it('a string arrives as its upstream sent it, whatever strings surround it', async (context) => {
    const bff = await serve(context);
    assert.deepEqual(await dataOf(bff, '{ plain }'), { plain });
    assert.deepEqual(await dataOf(bff, '{ wild }'), { wild });
    assert.deepEqual(await dataOf(bff, '{ plain wild }'), { plain, wild });
    assert.deepEqual(await dataOf(bff, '{ wild plain more }'), { wild, plain, more: wild });
  });

  it('a declared fallback string arrives as declared', async (context) => {
    const fields = { 'Query.more': { onError: 'default', value: wild } };
    const bff = await serve(context, { dead: ['more'], settings: { degradation: { fields } } });
    assert.deepEqual(await dataOf(bff, '{ plain more }'), { plain, more: wild });
  });

  it('a last known string arrives as it was stored', async (context) => {
    let isFailing = false;
    const upstream = await httpUpstream(context, async (request, response) => {
      request.resume();
      response.statusCode = isFailing ? 500 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(isFailing ? '{}' : JSON.stringify({ data: { more: wild } }));
    });
    const settings = {
      upstreams: { subgraphs: { more: { url: upstream, retry: { attempts: 0 } } } },
      degradation: { fields: { 'Query.more': { onError: 'lastGood', maxAge: '1h' } } },
    };
    const bff = await serve(context, { dead: ['more'], settings });
    assert.deepEqual(await dataOf(bff, '{ plain more }'), { plain, more: wild });
    isFailing = true;
    assert.deepEqual(await dataOf(bff, '{ plain more }'), { plain, more: wild });
  });

  it('a string is escaped if a view turns it into one that needs escaping', async (context) => {
    const view = 'extend type Query { said: [String] @from(path: "plain") @strip }';
    const bff = await serve(context, { view });
    const said = plain.map((text) => text.replaceAll('&quot;', '"'));
    const { body } = await sendQuery(`${bff.url}/graphql`, '{ plain said }');
    assert.deepEqual(valueAt(body, 'data.plain'), plain);
    assert.equal(valueAt(body, 'data.said.6'), said[6]);
  });

  it('a string from introspection is written next to upstream strings', async (context) => {
    const bff = await serve(context, { settings: { introspection: true } });
    const description = await dataOf(bff, '{ plain __type(name: "String") { description } }');
    assert.match(String(valueAt(description, '__type.description')), /\S/);
  });
});
