import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import {
  checkStart,
  composeSupergraph,
  loadSettings,
  locateProblems,
  StartError,
  withFurtherProblems,
} from '../../shared/index.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const graph = composeServices([
  {
    name: 'shop',
    url: 'http://127.0.0.1:1',
    typeDefs: parse('type Query { product: Product } type Product { title: String price: Int }'),
  },
]).supergraphSdl;

/** The output of `frontage config validate bff.yaml`, without the name of the folder. */
async function problemsOf(context: TestContext, files: Readonly<Record<string, string>>): Promise<string[]> {
  const directory = temporaryFiles(context, { 'graph.graphql': String(graph), ...files });
  const path = join(directory, 'bff.yaml');
  try {
    await checkStart(loadSettings(path));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const { message } = locateProblems(await withFurtherProblems(error), path);
    return message.replaceAll(`${directory}/`, '').split('\n');
  }
  return [];
}

describe('a failing startup', () => {
  it('startup reports the mistakes in settings, view and documents at once', async (context) => {
    const problems = await problemsOf(context, {
      'bff.yaml': [
        'supergraph: ./graph.graphql',
        'clien: kiosk',
        'requestDeadline: 5',
        'view: { files: [./view.graphql], compute: ./compute.ts }',
        'trustedDocuments: { directory: ./operations }',
      ].join('\n'),
      'view.graphql': 'type Query { product: Product }\ntype Product { name: String @from(path: "titel") }',
      'compute.ts': 'export const broken = ;\n',
      'operations/a.graphql': 'query A {',
    });
    for (const expected of [
      /^bff\.yaml:2: clien: unknown setting; did you mean client\?$/,
      /^bff\.yaml:3: requestDeadline: found 5; allowed is a duration/,
      /^view\.graphql:2:.*titel; did you mean title\?$/,
      /^compute\.ts:1:/,
      /^operations\/a\.graphql:1: Syntax Error/,
    ])
      assert.equal(
        problems.filter((problem) => expected.test(problem)).length,
        1,
        `${expected}\n${problems.join('\n')}`,
      );
    assert.equal(problems.length, 5, problems.join('\n'));
  });

  it('startup does not check what depends on an invalid section', async (context) => {
    const problems = await problemsOf(context, {
      'bff.yaml':
        'supergraph: ./graph.graphql\nview: { files: [./view.graphql], images: { slots: { CARD: 3 } } }\n',
      'view.graphql': 'type Query { product: Product }\ntype Product { name: String @from(path: "titel") }',
    });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', /^bff\.yaml:2: view\.images\.slots\.CARD: found 3;/);
  });

  it('startup names the setting of each missing file, and a file with a similar name', async (context) => {
    const problems = await problemsOf(context, {
      'base.yaml': 'supergraph: ./grahp.graphql\n',
      'bff.yaml': [
        'extends: ./base.yaml',
        'view: { files: [./veiw.graphql], compute: ./computed.ts }',
        'trustedDocuments: { directory: ./operation, manifests: [./m.json] }',
        'degradation: { directives: ./rules.graphql }',
      ].join('\n'),
      'view.graphql': '',
      'operations/a.graphql': '',
    });
    assert.deepEqual(problems.sort(), [
      'base.yaml:1: supergraph: grahp.graphql: the file does not exist; did you mean graph.graphql?',
      'bff.yaml:2: view.compute: computed.ts: the file does not exist',
      'bff.yaml:2: view.files.0: veiw.graphql: the file does not exist; did you mean view.graphql?',
      'bff.yaml:3: trustedDocuments.directory: operation: the folder does not exist; did you mean operations?',
      'bff.yaml:3: trustedDocuments.manifests.0: m.json: the file does not exist',
      'bff.yaml:4: degradation.directives: rules.graphql: the file does not exist',
    ]);
  });

  it('startup names the file that extends a missing one, and the file whose section lacks a required setting', async (context) => {
    assert.deepEqual(await problemsOf(context, { 'bff.yaml': 'client: a\nextends: ./bse.yaml\n' }), [
      'bff.yaml:2: extends: bse.yaml: the file does not exist',
    ]);
    const jwt = 'authentication:\n  jwt: { issuer: a, jwksUrl: "http://127.0.0.1/" }\n';
    const problems = await problemsOf(context, {
      'base.yaml': `supergraph: ./graph.graphql\n${jwt}`,
      'bff.yaml': 'extends: ./base.yaml\nclient: a\n',
    });
    assert.deepEqual(problems, ['base.yaml:3: authentication.jwt.audience: this setting is required']);
  });

  it('startup suggests only similar names, and otherwise lists the allowed values', async (context) => {
    const [listen, cors = '', ...others] = await problemsOf(context, {
      'bff.yaml': 'supergraph: ./graph.graphql\ncorz: 1\nlisten: { prot: 1 }\n',
    });
    assert.match(cors, /^bff\.yaml:2: corz: unknown setting; allowed are extends, client, /);
    assert.equal(listen, 'bff.yaml:3: listen.prot: unknown setting; did you mean port?');
    assert.deepEqual(others, []);
  });
});

/** The output of `frontage compose`. */
function compositionProblems(context: TestContext, files: Readonly<Record<string, string>>): string[] {
  const directory = temporaryFiles(context, files);
  try {
    composeSupergraph(join(directory, 'supergraph.yaml'));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(`${directory}/`, '').split('\n');
  }
  return [];
}

const sdl = 'type Query { a: Int }';
const config = (head: string, schema: string): string =>
  `${head}subgraphs:\n  a:\n    routing_url: http://127.0.0.1:1\n    schema: { ${schema} }\n`;

describe('supergraph.yaml', () => {
  it('supergraph.yaml can name the composition version in use, and no other', (context) => {
    for (const version of ['=2.14.4', '2.14.4', '2', '2.14', '"2"']) {
      const yaml = config(`federation_version: ${version}\n`, 'file: ./a.graphql');
      assert.deepEqual(
        compositionProblems(context, { 'supergraph.yaml': yaml, 'a.graphql': sdl }),
        [],
        version,
      );
    }
    for (const version of ['=2.9.0', '2.9', '1', '=2.14.40', 'latest']) {
      const yaml = config(`federation_version: ${version}\n`, 'file: ./a.graphql');
      const [problem = '', ...others] = compositionProblems(context, {
        'supergraph.yaml': yaml,
        'a.graphql': sdl,
      });
      assert.match(
        problem,
        /^supergraph\.yaml:1: federation_version: found .*allowed are =2\.14\.4, 2, or no/,
        version,
      );
      assert.deepEqual(others, []);
    }
  });

  it('compose says what to do where rover would call a subgraph or a registry', (context) => {
    for (const schema of ['subgraph_url: http://127.0.0.1:1', 'graphref: a@b, subgraph: a']) {
      const problems = compositionProblems(context, { 'supergraph.yaml': config('', schema) });
      for (const problem of problems)
        assert.match(
          problem,
          /^supergraph\.yaml:4: subgraphs\.a\.schema\.\w+: not supported: .* only reads files/,
        );
      assert.ok(problems.length > 0);
    }
  });

  it('compose names the key of a missing file together with the problems in the other files', (context) => {
    const yaml = `${config('', 'file: ./b.graphql')}  c:\n    schema: { file: ./c.graphql }\n`;
    const problems = compositionProblems(context, { 'supergraph.yaml': yaml, 'c.graphql': 'type {' });
    assert.equal(problems.length, 2, problems.join('\n'));
    assert.match(
      problems[0] ?? '',
      /^supergraph\.yaml:4: subgraphs\.a\.schema\.file: b\.graphql: the file does not exist/,
    );
    assert.match(problems[1] ?? '', /^c\.graphql:1: GRAPHQL_PARSE_FAILED/);
  });

  it('compose reports an invalid connector at its position in the SDL', (context) => {
    const connectors = [
      'extend schema',
      '  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])',
      '  @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])',
      '  @source(name: "rest", http: { baseURL: "http://127.0.0.1:1" })',
      'type Query {',
      '  items: [Item] @connect(source: "rset", http: { GET: "/" }, selection: "id")',
      '}',
      'type Item { id: ID! }',
    ].join('\n');
    const problems = compositionProblems(context, {
      'supergraph.yaml': 'subgraphs:\n  a:\n    schema: { file: ./a.graphql }\n',
      'a.graphql': connectors,
    });
    assert.match(
      problems.join('\n'),
      /^a\.graphql:6:\d+: .*Query\.items @connect source: .*did you mean rest\?$/m,
    );
  });
});
