import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type ComputeFailed, computeFailed } from '../../shared/core/channels.ts';
import { type Bff, checkStart, loadSettings, publishClient, StartError } from '../../shared/index.ts';
import { until } from '../support/counting-upstream.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const greeting = '<p>Hello to <b>everybody</b></p>';
const fields = 'text: String secret: String size(first: Int = 3): Int';

interface Shop {
  readonly directory: string;
  /** The documents that the upstream received. */
  readonly requested: string[];
  settings(more?: Readonly<Record<string, unknown>>): ReturnType<typeof loadSettings>;
  start(): Promise<Bff>;
  write(file: string, text: string): void;
}

async function shop(context: TestContext, files: Readonly<Record<string, string>>): Promise<Shop> {
  const requested: string[] = [];
  const upstream = await httpUpstream(context, async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const { query, variables } = JSON.parse(body);
    requested.push(query);
    const size = variables?.view_1 ?? 0;
    const data = { text: greeting, secret: 'canary', size };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(upstream, fields),
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { port: 0 },
      logs: { level: 'silent' },
      introspection: true,
      view: {
        files: ['./view.graphql'],
        ...('compute.ts' in files && { compute: './compute.ts' }),
        profiles: { small: { when: { headers: { 'x-device-class': 'small' } }, caps: 0.5 } },
      },
    }),
    ...files,
  });
  const settings = () => loadSettings(join(directory, 'bff.yaml'));
  return {
    directory,
    requested,
    settings,
    write: (file, text) => writeFileSync(join(directory, file), text),
    async start() {
      const bff = await startBff(settings());
      context.after(() => bff.close());
      return bff;
    },
  };
}

const schemaQuery = '{ __schema { queryType { fields { name } } } }';

async function namesIn({ url }: Bff): Promise<unknown> {
  const { body } = await sendQuery(`${url}/graphql`, schemaQuery);
  const found = valueAt(body, 'data.__schema.queryType.fields');
  return Array.isArray(found) ? found.map((field) => valueAt(field, 'name')) : found;
}

describe('views', () => {
  it('a view defines the schema, operations and responses of clients, and removed fields are not fetched', async (context) => {
    const { start, requested } = await shop(context, {
      'view.graphql': `extend type Query {
        greeting: String @from(path: "text") @strip @truncate(max: 9)
        text: String @hide
        secret: String @hide
      }`,
    });
    const bff = await start();
    assert.deepEqual(await namesIn(bff), ['size', 'greeting']);
    const response = await sendQuery(`${bff.url}/graphql`, '{ hello: greeting }');
    assert.equal(response.text, '{"data":{"hello":"Hello to…"}}');
    assert.deepEqual(requested, ['{text}']);
    const refused = await sendQuery(`${bff.url}/graphql`, '{ secret }');
    assert.deepEqual([refused.status, refused.codes], [400, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  it('a view has one operation for all profiles, and the request selects the profile', async (context) => {
    const { start, requested } = await shop(context, {
      'view.graphql': 'extend type Query { size: Int @cap(default: 4, max: 10, arg: "first") }',
    });
    const bff = await start();
    const query = 'query ($n: Int) { size(first: $n) }';
    const sizeFor = async (n: number | null, device: string) => {
      const { body, headers } = await sendQuery(`${bff.url}/graphql`, query, {
        variables: { n },
        headers: { 'x-device-class': device },
      });
      return [valueAt(body, 'data.size'), headers.get('frontage-profile')];
    };
    assert.deepEqual(await sizeFor(50, 'large'), [10, 'default']);
    assert.deepEqual(await sizeFor(50, 'small'), [5, 'small']);
    assert.deepEqual(await sizeFor(null, 'small'), [2, 'small']);
    assert.deepEqual(await sizeFor(3, 'large'), [3, 'default']);
    assert.deepEqual(new Set(requested).size, 1);
  });

  it('changed view files are read again, and an invalid view changes nothing', async (context) => {
    const view = (name: string): string =>
      `extend type Query { ${name}: String @compute(fn: "shout", requires: "text") }`;
    const { start, write } = await shop(context, {
      'view.graphql': view('one'),
      'compute.ts': 'export function shout(): string { return "first"; }',
    });
    const bff = await start();
    const shouted = async (name: string): Promise<unknown> =>
      valueAt((await sendQuery(`${bff.url}/graphql`, `{ ${name} }`)).body, `data.${name}`);
    assert.equal(await shouted('one'), 'first');
    write('view.graphql', view('two'));
    await until(async () => (await shouted('two')) === 'first');
    write('compute.ts', 'export function shout(): string { return "second"; }');
    await until(async () => (await shouted('two')) === 'second');
    write('view.graphql', 'extend type Query { text: String @truncat(max: 3) }');
    await until(() => bff.status().reloads.failed > 0);
    assert.match(bff.status().reloads.lastError ?? '', /view\.graphql:1:.*@truncat.*did you mean @truncate/);
    assert.equal(await shouted('two'), 'second');
  });

  it('the reason that a view function failed is logged and not sent to the client', async (context) => {
    const reported: ComputeFailed[] = [];
    context.after(computeFailed.subscribe((message) => reported.push(message)));
    const { start } = await shop(context, {
      'view.graphql': `extend type Query {
        loud: String @compute(fn: "shout", requires: "text")
        few(count: Int!): Int @from(path: "size") @argument(name: "first", fn: "atMostTen")
      }`,
      'compute.ts': `
        export function shout({ text }: { text: string }): string { throw new Error('found ' + text); }
        export function atMostTen(_: null, { count }: { count: number }): number {
          if (count > 10) throw new RangeError('found ' + count);
          return count;
        }`,
    });
    const { url } = await start();
    const { body } = await sendQuery(`${url}/graphql`, '{ loud text }');
    assert.equal(valueAt(body, 'data.loud'), null);
    assert.equal(valueAt(body, 'errors.0.path.0'), 'loud');
    assert.doesNotMatch(JSON.stringify(valueAt(body, 'errors')), /everybody/);
    assert.deepEqual(reported, [{ fn: 'shout', reason: `found ${greeting}`, failures: 1 }]);
    // Arguments that a function refuses are the client's error, with a message that the client receives.
    const refused = await sendQuery(`${url}/graphql`, '{ few(count: 11) }');
    assert.equal(valueAt(refused.body, 'errors.0.message'), 'The values of count are not allowed.');
    assert.equal(reported.length, 1);
  });

  it('startup fails for an invalid view and names the position', async (context) => {
    const { settings, write } = await shop(context, {
      'view.graphql':
        'extend type Query {\n  text: String @hid\n  size: Int @cap(default: 9, max: 3, arg: "frist")\n}',
    });
    const problems = async (): Promise<unknown[]> => {
      try {
        await checkStart(settings());
        return [];
      } catch (error) {
        assert.ok(error instanceof StartError);
        return error.problems.map(({ file = '', line, column, message }) => [
          file.split('/').at(-1),
          line,
          column,
          message,
        ]);
      }
    };
    assert.deepEqual(
      (await problems()).map((problem) => (Array.isArray(problem) ? problem.slice(0, 2) : problem)),
      [
        ['view.graphql', 2],
        ['view.graphql', 3],
      ],
    );
    write('view.graphql', 'extend type Query {');
    const [[file, line] = []] = (await problems()).filter(Array.isArray);
    assert.deepEqual([file, line], ['view.graphql', 1]);
    write('view.graphql', 'extend type Query { loud: String @compute(fn: "nothing", requires: "text") }');
    assert.match(String((await problems())[0]), /unknown function nothing/);
  });

  it('the published schema is the one that clients of the view see', async (context) => {
    const { settings } = await shop(context, {
      'view.graphql': 'extend type Query { secret: String @hide text: String @rename(to: "greeting") }',
    });
    const [published] = await publishClient(settings());
    assert.equal(published?.name, 'graph');
    assert.equal(published?.sdl, 'type Query {\n  greeting: String\n  size(first: Int = 3): Int\n}\n');
  });
});
