import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery } from '../support/send-query.ts';
import { type ServedSubgraph, serveGraph } from '../support/serve-graph.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const typeDefs = `
  type Query { thing(id: ID, list: [[[Int]]], input: Deep): Thing, id: ID, name: String }
  type Mutation { change(id: ID): ID }
  type Thing { id: ID, name: String, thing: Thing, things: [Thing] }
  input Deep { deep: Deep, list: [Int] }
`;

/** Every field is null: these tests are about operations, not results. */
async function nullSubgraphs(context: TestContext): Promise<ServedSubgraph[]> {
  const url = await httpUpstream(context, (request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  });
  return [{ name: 'only', url, sdl: typeDefs }];
}

function times(count: number, text: (index: number) => string, separator = ' '): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(separator);
}

const limits = {
  characters: 6_000,
  tokens: 500,
  nesting: 20,
  operations: 3,
  fragments: 10,
  depth: 6,
  rootFields: 8,
  aliases: 12,
  directives: 5,
  selections: 150,
  fieldPairs: 60,
};

interface Attack {
  readonly what: string;
  /** A document at the limit, if given: it is accepted. */
  readonly allowed?: string;
  /** A document beyond the limit. */
  readonly refused: string;
  readonly code: string;
  readonly message?: RegExp;
}

/** Each fragment spreads the next one twice. */
function pyramid(levels: number, inner: (next: string) => string, leaf: string): string {
  return times(levels, (i) => `fragment f${i} on Thing { ${i < levels - 1 ? inner(`...f${i + 1}`) : leaf} }`);
}

const padding = (length: number, document: string): string => document.padEnd(length, ' ');

const attacks: readonly Attack[] = [
  {
    what: 'characters',
    allowed: padding(6_000, '{ id }'),
    refused: padding(6_001, '{ id }'),
    code: 'GRAPHQL_PARSE_FAILED',
    message: /6001 characters; 6000 are allowed/,
  },
  {
    what: 'comments',
    refused: `{ id }\n${times(6_000, () => '#\n', '')}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  { what: 'commas', refused: `{ id ${','.repeat(6_000)} }`, code: 'GRAPHQL_PARSE_FAILED' },
  {
    what: 'a block string',
    refused: `{ thing(id: """${'\n  "'.repeat(2_000)}""") { id } }`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    what: 'tokens',
    allowed: `{ thing(list: [[[${times(484, () => '1')}]]]) { id } }`,
    refused: `{ thing(list: [[[${times(485, () => '1')}]]]) { id } }`,
    code: 'GRAPHQL_PARSE_FAILED',
    message: /more than the 500 tokens/,
  },
  {
    what: 'the length of a name',
    refused: `{ ${'n'.repeat(257)}: id }`,
    code: 'GRAPHQL_PARSE_FAILED',
    message: /257 characters; 256 are allowed/,
  },
  {
    what: 'nested selections',
    refused: '{ thing '.repeat(240),
    code: 'GRAPHQL_PARSE_FAILED',
    message: /more than the 20 brackets/,
  },
  {
    what: 'nested lists',
    refused: `{ thing(list: ${'['.repeat(400)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    what: 'nested objects',
    refused: `{ thing(input: ${'{deep:'.repeat(200)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  { what: 'nested types', refused: `query ($a: ${'['.repeat(400)}`, code: 'GRAPHQL_PARSE_FAILED' },
  {
    what: 'operations',
    allowed: times(3, (i) => `query q${i} { id }`),
    refused: times(4, (i) => `query q${i} { id }`),
    code: 'MAX_OPERATIONS_LIMIT',
    message: /4 operations; 3 are allowed/,
  },
  {
    what: 'fragments',
    refused: `{ ...f0 } ${times(11, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`,
    code: 'MAX_FRAGMENTS_LIMIT',
    message: /11 fragments; 10 are allowed/,
  },
  {
    what: 'depth',
    allowed: '{ thing { thing { thing { thing { thing { id } } } } } }',
    refused: '{ thing { thing { thing { thing { thing { thing { id } } } } } } }',
    code: 'MAX_DEPTH_LIMIT',
    message: /7 levels of fields; 6 are allowed/,
  },
  {
    what: 'depth in inline fragments',
    refused: `{ ${'... { thing { '.repeat(6)} id ${'} }'.repeat(6)} }`,
    code: 'MAX_DEPTH_LIMIT',
  },
  {
    what: 'depth in fragments',
    refused: `{ thing { ...f0 } } ${times(7, (i) => `fragment f${i} on Thing { thing { ${i < 6 ? `...f${i + 1}` : 'id'} } }`)}`,
    code: 'MAX_DEPTH_LIMIT',
  },
  {
    what: 'depth below a field aliased as __schema',
    refused: '{ __schema: thing { thing { thing { thing { thing { thing { id } } } } } } }',
    code: 'MAX_DEPTH_LIMIT',
  },
  {
    what: 'nested fragments without a field between',
    refused: `{ thing { ...f0 } } ${times(9, (i) => `fragment f${i} on Thing { ... { ... { ...f${i + 1} } } }`)} fragment f9 on Thing { id }`,
    code: 'MAX_DEPTH_LIMIT',
  },
  {
    what: 'root fields',
    allowed: `{ ${times(8, (i) => `a${i}: id`)} }`,
    refused: `{ ${times(9, (i) => `a${i}: id`)} }`,
    code: 'MAX_ROOT_FIELDS_LIMIT',
    message: /9 root fields; 8 are allowed/,
  },
  {
    what: 'root fields in fragments',
    refused: `{ ...f ...f } fragment f on Query { ${times(5, (i) => `a${i}: id`)} }`,
    code: 'MAX_ROOT_FIELDS_LIMIT',
  },
  {
    what: 'mutations',
    refused: `mutation { ${times(9, (i) => `a${i}: change(id: ${i})`)} }`,
    code: 'MAX_ROOT_FIELDS_LIMIT',
  },
  {
    what: 'aliases',
    allowed: `{ thing { ${times(12, (i) => `a${i}: id`)} } }`,
    refused: `{ thing { ${times(13, (i) => `a${i}: id`)} } }`,
    code: 'MAX_ALIASES_LIMIT',
    message: /13 aliases; 12 are allowed/,
  },
  {
    what: 'aliases in fragments',
    refused: `{ thing { ...f thing { ...f } things { ...f } } } fragment f on Thing { ${times(5, (i) => `a${i}: id`)} }`,
    code: 'MAX_ALIASES_LIMIT',
    message: /15 aliases/,
  },
  {
    what: 'a pyramid of aliases',
    refused: `{ thing { ...f0 } } ${pyramid(4, (next) => `a: thing { ${next} } b: thing { ${next} }`, 'c: id')}`,
    code: 'MAX_ALIASES_LIMIT',
  },
  {
    what: 'directives',
    allowed: `{ ${times(5, () => `id @skip(if: false)`)} }`,
    refused: `{ id ${times(6, () => '@skip(if: false)')} }`,
    code: 'MAX_DIRECTIVES_LIMIT',
    message: /6 directives; 5 are allowed/,
  },
  {
    what: 'directives at every location',
    refused: `query ($a: Int @x) @x { ... @x { id @x } ...f @x } fragment f on Query @x { id }`,
    code: 'MAX_DIRECTIVES_LIMIT',
  },
  {
    what: 'a pyramid of fragments',
    refused: `{ thing { ...f0 } } ${pyramid(10, (next) => `${next} ${next}`, 'id')}`,
    code: 'MAX_EXPANDED_SELECTIONS',
  },
  {
    what: 'inline fragments of one field',
    refused: `{ thing { ${times(20, () => '... { id }')} } }`,
    code: 'MAX_FIELD_PAIRS_LIMIT',
    message: /more than|190 pairs/,
  },
  {
    what: 'the same field repeated',
    refused: `{ thing { ${times(20, () => 'id')} } }`,
    code: 'MAX_FIELD_PAIRS_LIMIT',
  },
  {
    what: 'nested fields repeated',
    refused: `{ ${times(4, () => `thing { ${times(4, () => 'id')} }`)} }`,
    code: 'MAX_FIELD_PAIRS_LIMIT',
  },
];

for (const engine of ['native', 'reference'])
  describe(`operation limits with the ${engine} engine`, () => {
    it('an error names the limit that a document exceeds', async (context) => {
      const settings = { engine, limits: { operation: limits } };
      const url = await serveGraph(context, await nullSubgraphs(context), settings);
      for (const { what, allowed, refused, code, message } of attacks) {
        const response = await sendQuery(url, refused, {
          headers: { accept: 'application/graphql-response+json' },
        });
        assert.deepEqual([response.status, response.codes], [400, [code]], what);
        if (message !== undefined) assert.match(response.text, message);
        if (allowed === undefined) continue;
        const { text } = await sendQuery(url, allowed);
        assert.doesNotMatch(text, /LIMIT|EXPANDED|PARSE|VALIDATION/, what);
      }
    });
  });

describe('documents of exponential size, with the default limits', () => {
  it('a document of 2^40 fields, or of recursive fragments, is refused at once', async (context) => {
    const url = await serveGraph(context, await nullSubgraphs(context));
    const refused: [string, string][] = [
      [`{ thing { ...f0 } } ${pyramid(41, (next) => `${next} ${next}`, 'id')}`, 'MAX_EXPANDED_SELECTIONS'],
      [
        `{ thing { ...f0 } } ${pyramid(90, (next) => `${next} ${next} ${next}`, 'id')}`,
        'MAX_EXPANDED_SELECTIONS',
      ],
      [`{ thing { ...f0 } } fragment f0 on Thing { ...f0 }`, 'GRAPHQL_VALIDATION_FAILED'],
      [
        `{ thing { ...f0 } } ${times(20, (i) => `fragment f${i} on Thing { id ${times(20, (j) => `...f${j}`)} }`)}`,
        'GRAPHQL_VALIDATION_FAILED',
      ],
      ['{ thing { ...unknown } }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        `{ ...f0 } ${times(5_000, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`,
        'GRAPHQL_PARSE_FAILED',
      ],
      [`{ ${times(4_000, (i) => `a${i}: id`)} }`, 'GRAPHQL_PARSE_FAILED'],
      [`{ ${times(101, (i) => `a${i}: id`)} }`, 'MAX_ROOT_FIELDS_LIMIT'],
      [`{ thing { ${times(101, (i) => `a${i}: id`)} } }`, 'MAX_ALIASES_LIMIT'],
    ];
    for (const [document, code] of refused) {
      const { status, codes } = await sendQuery(url, document, { headers: { accept: '*/*' } });
      assert.deepEqual([status, codes.every((one) => one === code)], [400, true], document.slice(0, 80));
      assert.ok(codes.length <= 10);
    }
  });
});

describe('a trusted document beyond a limit', () => {
  it('startup fails for a trusted document beyond a limit, with its file and the setting', async (context) => {
    const directory = temporaryFiles(context, {
      'wide.graphql': `query Wide { ${times(31, (i) => `a${i}: id`)} }`,
    });
    const settings = {
      trustedDocuments: { directory },
      limits: { operation: { rootFields: 40 } },
    };
    await assert.rejects(serveGraph(context, await nullSubgraphs(context), settings), {
      name: 'StartError',
      message:
        /wide\.graphql: Wide: The document has 31 aliases; 30 are allowed\. The setting is limits\.operation\.aliases\./,
    });
  });
});
