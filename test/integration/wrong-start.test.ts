import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings, locateProblems, StartError, withFurtherProblems } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { startClientMain, startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { startBff } from '../support/start-bff.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const supergraph = join(projectRoot, 'schemas/supergraph.graphql');
const web = join(projectRoot, 'bffs/web/bff.yaml');
const brokenMapping = (): string =>
  readFileSync(supergraph, 'utf8').replace('$.prices {', '$.prices->nosuch {');

/** No composer would produce this: no key leads from `a` to the fields of `b`. */
function unreachable(): string {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
  const service = (name: string, sdl: string) => {
    return { name, url: 'http://127.0.0.1:1', typeDefs: parse(`${link} ${sdl}`) };
  };
  const { supergraphSdl = '' } = composeServices([
    service('a', 'type Query { root: Thing } type Thing @key(fields: "id") { id: ID! }'),
    service('b', 'type Thing @key(fields: "id") { id: ID! far: Int }'),
  ]);
  return supergraphSdl.replace('@join__type(graph: B, key: "id")', '@join__type(graph: B)');
}

interface WrongStart {
  readonly files?: Readonly<Record<string, string>>;
  /** `serve` with these arguments; the first file of `files` is the settings file if not given. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Every line on standard error; `DIR/` is the folder of the files. */
  readonly says: readonly RegExp[];
}

const wrongStarts: Readonly<Record<string, WrongStart>> = {
  'an unknown key, at every level': {
    files: { 'bff.yaml': `supergraph: ${supergraph}\nlisten: { port: 0, prot: 1 }\nupstrems: {}\n` },
    says: [
      /^DIR\/bff\.yaml:2: listen\.prot: unknown setting; did you mean port\?$/,
      /^DIR\/bff\.yaml:3: upstrems: unknown setting; did you mean upstreams\?$/,
    ],
  },
  'a bad duration': {
    files: { 'bff.yaml': `supergraph: ${supergraph}\nrequestDeadline: 3 sec\n` },
    says: [
      /^DIR\/bff\.yaml:2: requestDeadline: found "3 sec"; allowed is a duration such as .* from 50ms to 10m$/,
    ],
  },
  'YAML that does not parse': {
    files: { 'bff.yaml': 'supergraph: "x\n' },
    says: [/^DIR\/bff\.yaml:\d: not valid YAML: /],
  },
  'a settings file that does not exist': {
    args: ['--config', 'DIR/none.yaml'],
    says: [/^DIR\/none\.yaml: the file does not exist$/],
  },
  'a supergraph file that does not exist': {
    files: { 'bff.yaml': 'supergraph: ./none.graphql\n' },
    says: [/^DIR\/bff\.yaml:1: supergraph: DIR\/none\.graphql: the file does not exist$/],
  },
  'a supergraph that does not parse': {
    files: { 'bff.yaml': 'supergraph: ./bad.graphql\n', 'bad.graphql': 'type Query {\n  a\n}\n' },
    says: [/^DIR\/bad\.graphql:3: not a supergraph: Syntax Error: /],
  },
  'a schema that is not a supergraph': {
    files: { 'plain.graphql': 'type Query { a: Int }\n' },
    args: ['--supergraph', 'DIR/plain.graphql'],
    says: [/^DIR\/plain\.graphql: not a supergraph: .*frontage compose/],
  },
  'a supergraph that the planner refuses': {
    files: {
      'bff.yaml': 'supergraph: ./half.graphql\n',
      'half.graphql':
        'enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1") }\ntype Query { a: Int }\n',
    },
    says: [/^DIR\/bff\.yaml:1: supergraph: the supergraph is not valid: ./],
  },
  'an unknown subgraph or source': {
    files: {
      'bff.yaml': `extends: ${web}\nupstreams:\n  subgraphs: { catalgo: {} }\n  sources: { prices: {} }\n`,
    },
    says: [
      /^DIR\/bff\.yaml:3: upstreams\.subgraphs\.catalgo: the supergraph has no subgraph .* did you mean catalog\?$/,
      /^DIR\/bff\.yaml:4: upstreams\.sources\.prices: the supergraph has no source .* did you mean pricing\?$/,
    ],
  },
  'an unknown field, under a key with a dot': {
    files: {
      'bff.yaml': `extends: ${web}\ndegradation:\n  fields:\n    Product.prize: { onError: fail }\n`,
    },
    says: [/^DIR\/bff\.yaml:4: degradation\.fields\.Product\.prize: /],
  },
  'a tag that no element has': {
    files: { 'bff.yaml': `extends: ${web}\ncontract: { exclude: [internl] }\n` },
    says: [/^DIR\/bff\.yaml:2: contract\.exclude: .* internl; did you mean internal\?$/],
  },
  'an environment variable that is not set': {
    files: { 'bff.yaml': `extends: ${web}\nclient: "\${env.FRONTAGE_TEST_NOT_SET}"\n` },
    says: [/^DIR\/bff\.yaml:2: client: the environment variable FRONTAGE_TEST_NOT_SET is not set/],
  },
  'a safety check disabled by the environment': {
    args: ['--supergraph', supergraph, '--port', '0'],
    environment: { APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK: 'true' },
    says: [/^the environment variable APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK .*; unset it$/],
  },
  'a connector mapping that cannot be compiled': {
    files: {
      'bff.yaml': `extends: ${web}\nsupergraph: ./broken.graphql\n`,
      'broken.graphql': brokenMapping(),
    },
    says: [/^DIR\/broken\.graphql: pricing: Product @connect selection: line 1, column 11: .*->nosuch$/],
  },
  'a file of directives that does not match the graph': {
    files: {
      'bff.yaml': `extends: ${web}\ndegradation: { directives: ./rules.graphql }\n`,
      'rules.graphql':
        'extend type Product {\n  prize: Price @onError(policy: NULL)\n  title: Strin @onError(policy: NULL)\n}\n',
    },
    says: [
      /^DIR\/rules\.graphql:2:3: Product has no field prize; did you mean price\?$/,
      /^DIR\/rules\.graphql:3:10: Product\.title is of type String!? in the graph$/,
    ],
  },
  'a directive with an invalid value': {
    files: {
      'bff.yaml': `extends: ${web}\ndegradation: { directives: ./rules.graphql }\n`,
      'rules.graphql':
        'extend type Stock {\n  quantity: Int @onError(policy: DEFAULT, value: "many")\n}\nextend type Rail @onError(policy: LAST_GOOD)\n',
    },
    says: [
      /^DIR\/rules\.graphql:2:17: Stock\.quantity\.value: quantity must be of type Int$/,
      /^DIR\/rules\.graphql:4:18: Rail: onError: lastGood needs maxAge$/,
    ],
  },
  'a missing folder of trusted documents': {
    files: { 'bff.yaml': `extends: ${web}\ntrustedDocuments: { directory: ./operations }\n` },
    says: [/^DIR\/bff\.yaml:2: trustedDocuments\.directory: DIR\/operations: the folder does not exist$/],
  },
  'a trusted document that is not GraphQL': {
    files: {
      'bff.yaml': `extends: ${web}\ntrustedDocuments: { directory: ./operations }\n`,
      'operations/a.graphql': 'query A {\n  {\n',
    },
    says: [/^DIR\/operations\/a\.graphql:2: Syntax Error: /],
  },
  'trusted documents that are not valid for the client schema': {
    files: {
      'bff.yaml': `extends: ${web}\ntrustedDocuments: { directory: ./operations }\n`,
      'operations/a.graphql': 'query A { __typename }',
      'operations/b.graphql': 'query B {\n  nothing\n}\nquery C {\n  neither\n}\n',
    },
    says: [
      /^DIR\/operations\/b\.graphql:2: Cannot query field "nothing" on type "Query"\.$/,
      /^DIR\/operations\/b\.graphql:5: Cannot query field "neither" on type "Query"\.$/,
    ],
  },
  'a trusted document that cannot be planned': {
    files: {
      'bff.yaml': 'supergraph: ./graph.graphql\ntrustedDocuments: { directory: ./operations }\n',
      'graph.graphql': unreachable(),
      'operations/a.graphql': 'query Fine { root { id } }',
      'operations/b.graphql': 'query Hopeless { root { far } }',
    },
    says: [/^DIR\/operations\/b\.graphql: Hopeless cannot be planned: ./],
  },
  'an option that is not a port': {
    args: ['--supergraph', supergraph, '--port', '70000'],
    says: [/^error: option '--port <n>' argument '70000' is invalid\. Expected a number from 0 to 65535\.$/],
  },
};

/** Exit code 1 and these lines; `mask` is replaced by DIR. Nothing listens, since the process has ended. */
async function refuses(process: StartedProcess, says: readonly RegExp[], mask = '\n'): Promise<void> {
  assert.equal(await process.exit(), 1, process.output());
  assert.doesNotMatch(process.stdout(), /"msg":"listening"/);
  const lines = process.stderr().replaceAll(mask, 'DIR').trimEnd().split('\n');
  assert.equal(lines.length, says.length, process.stderr());
  for (const [index, line] of lines.entries()) assert.match(line, says[index] ?? /^$/);
}

async function takenPort(context: TestContext): Promise<string> {
  return new URL(await httpUpstream(context, () => {})).port;
}

const startedAsProcess = new Set(['YAML that does not parse', 'a trusted document that cannot be planned']);

/** The lines that a process with this settings file would print, one a problem; `mask` is replaced by DIR. */
async function problemsOf(file: string, mask: string): Promise<string[]> {
  try {
    const bff = await startBff(loadSettings(file, { listen: { port: 0 } }));
    await bff.close();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const { message } = locateProblems(await withFurtherProblems(error), file, { listen: { port: 0 } });
    return message.replaceAll(mask, 'DIR').split('\n');
  }
  return assert.fail('the process has started');
}

describe('a startup that cannot succeed reports the reason and ends', () => {
  for (const [name, { files = {}, args, environment, says }] of Object.entries(wrongStarts)) {
    it(name, async (context) => {
      const directory = temporaryFiles(context, files);
      // A process takes seconds to start: one for each entry point, and for the rest the function that `frontage serve`
      // calls.
      if (args === undefined && environment === undefined && !startedAsProcess.has(name)) {
        const lines = await problemsOf(join(directory, 'bff.yaml'), directory);
        assert.equal(lines.length, says.length, lines.join('\n'));
        for (const [index, line] of lines.entries()) assert.match(line, says[index] ?? /^$/);
        return;
      }
      const given = args ?? ['--config', join(directory, 'bff.yaml'), '--port', '0'];
      const inPlace = given.map((argument) => argument.replace('DIR', directory));
      await refuses(startFrontage(context, ['serve', ...inPlace], environment), says, directory);
    });
  }

  it('a trusted document that is not valid is reported by frontage config validate', async (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `extends: ${web}\ntrustedDocuments: { directory: ./operations }\n`,
      'operations/a.graphql': '{ nothing }',
    });
    const file = join(directory, 'bff.yaml');
    await refuses(
      startFrontage(context, ['config', 'validate', file]),
      [/^DIR\/operations\/a\.graphql:1: Cannot query field "nothing" on type "Query"\.$/],
      directory,
    );
  });

  it('several settings files, each with its own problems, are reported by frontage config validate', async (context) => {
    const directory = temporaryFiles(context, {
      'a.yaml': `extends: ${web}\nlisten: { prot: 1 }\n`,
      'b.yaml': `extends: ${web}\nupstreams: { subgraphs: { catalgo: {} } }\n`,
    });
    const files = [join(directory, 'a.yaml'), web, join(directory, 'b.yaml')];
    const validation = startFrontage(context, ['config', 'validate', ...files]);
    assert.equal(await validation.exit(), 1, validation.output());
    assert.equal(validation.stdout(), `${web}: valid\n`);
    const [first = '', second = '', ...others] = validation.stderr().trimEnd().split('\n');
    assert.match(first, /a\.yaml:2: listen\.prot: unknown setting/);
    assert.match(second, /b\.yaml:2: upstreams\.subgraphs\.catalgo: the supergraph has no subgraph/);
    assert.deepEqual(others, []);
  });

  it('a port in use is reported by frontage serve', async (context) => {
    const port = await takenPort(context);
    await refuses(startFrontage(context, ['serve', '--config', web, '--port', port]), [
      new RegExp(`^command line: --port: port ${port} on 127\\.0\\.0\\.1 is taken`),
    ]);
  });

  it("a port in use is reported by a client's own program", async (context) => {
    const port = await takenPort(context);
    await refuses(startClientMain(context, 'web', { WEB_PORT: port }), [
      new RegExp(`^bffs/web/bff\\.yaml:\\d+: listen\\.port: port ${port} on 127\\.0\\.0\\.1 is taken`),
    ]);
  });

  it("an environment value that is not a port is reported by a client's own program", async (context) => {
    await refuses(startClientMain(context, 'tv', { TV_PORT: 'abc' }), [
      /^bffs\/tv\/bff\.yaml:\d+: listen\.port: found "abc"; /,
    ]);
  });
});
