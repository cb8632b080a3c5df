import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type BudgetExceeded, budgetExceeded } from '../../shared/core/channels.ts';
import { checkStart, loadSettings } from '../../shared/index.ts';
import { serveDocuments } from '../support/documents-served.ts';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { type GraphqlResponse, sendQuery } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

// `{"data":{"kept":1}}`.
const responseBytes = 19;
const operations = 'operations/kept.graphql';
const trusted = 'trustedDocuments: { directory: ./operations }\n';

function heard(context: TestContext): BudgetExceeded[] {
  const messages: BudgetExceeded[] = [];
  context.after(budgetExceeded.subscribe((message) => messages.push(message)));
  return messages;
}

async function responseWithBudgets(
  context: TestContext,
  budgets: string,
  query: string,
): Promise<GraphqlResponse> {
  const { bff } = await serveDocuments(context, {
    files: { [operations]: 'query Kept { kept }' },
    settings: `${trusted}budgets: ${budgets}\n`,
  });
  const response = await sendQuery(`${bff.url}/graphql`, query);
  assert.deepEqual([response.status, response.text.length], [200, responseBytes]);
  return response;
}

/** The problems of these settings, without the path of the folder. */
async function refusal(context: TestContext, budgets: string): Promise<string> {
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(
      'http://127.0.0.1:9/',
      'kept: Int list: [Item!] } type Item { id: ID! items: [Item!]',
    ),
    [operations]: 'query Kept { kept }\nquery Deep { list { items { id } } }',
    'bff.yaml': `supergraph: ./graph.graphql\n${trusted}budgets: ${budgets}\n`,
  });
  try {
    await checkStart(loadSettings(join(directory, 'bff.yaml')));
  } catch (error) {
    return String(error)
      .replaceAll(`${directory}/`, '')
      .replace(/\S*operations\//g, 'operations/');
  }
  return 'nothing';
}

describe('a response of more than twice its byte budget', () => {
  it('a response of more than twice its byte budget is sent whole, with a warning header', async (context) => {
    const messages = heard(context);
    const { headers } = await responseWithBudgets(context, '{ default: { rawBytes: 9B } }', '{ kept }');
    assert.equal(headers.get('frontage-budget'), 'exceeded');
    assert.equal(messages.length, 1);
    const [{ requestId, ...message } = { requestId: '' }] = messages;
    assert.equal(requestId, headers.get('x-request-id'));
    assert.deepEqual(message, {
      operationName: undefined,
      bytes: responseBytes,
      budgetBytes: 9,
      responses: 1,
    });
  });

  it('a response of more than twice its byte budget differs from one of exactly twice', async (context) => {
    const messages = heard(context);
    const { headers } = await responseWithBudgets(context, '{ default: { rawBytes: 10B } }', '{ kept }');
    assert.equal(headers.get('frontage-budget'), null);
    assert.deepEqual(messages, []);
  });

  it('a response is measured by the budget of its operation, if that has one', async (context) => {
    const budgets = '{ default: { rawBytes: 9B }, operations: { Kept: { rawBytes: 1KB } } }';
    const { headers } = await responseWithBudgets(context, budgets, 'query Kept { kept }');
    assert.equal(headers.get('frontage-budget'), null);
  });

  it('a response has no limit if no budget is declared', async (context) => {
    const { headers } = await responseWithBudgets(context, '{}', 'query Kept { kept }');
    assert.equal(headers.get('frontage-budget'), null);
  });

  it('many responses over budget are reported once', async (context) => {
    const messages = heard(context);
    const { bff } = await serveDocuments(context, {
      files: { [operations]: 'query Kept { kept }' },
      settings: `${trusted}budgets: { default: { rawBytes: 9B } }\n`,
    });
    for (const query of [
      'query Kept { kept }',
      'query A { kept }',
      'query Kept { kept }',
      'query B { kept }',
    ]) {
      const { headers } = await sendQuery(`${bff.url}/graphql`, query);
      assert.equal(headers.get('frontage-budget'), 'exceeded');
    }
    assert.deepEqual(
      messages.map(({ operationName }) => operationName),
      ['Kept', 'A'],
    );
  });

  it('a response over budget is logged', async (context) => {
    const url = await smallUpstream(context);
    const directory = temporaryFiles(context, {
      'graph.graphql': smallGraph(url, 'kept: Int'),
      'bff.yaml':
        'supergraph: ./graph.graphql\nlisten: { port: 0 }\nbudgets: { default: { rawBytes: 9B } }\n',
    });
    const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
    await sendQuery(`${await listeningUrl(frontage)}`, 'query Kept { kept }');
    await frontage.until(
      /"operationName":"Kept","bytes":19,"budgetBytes":9,"responses":1,"msg":"budget exceeded"/,
    );
  });
});

describe('budgets at startup', () => {
  it('startup fails for an operation that can exceed its budget of nodes or depth', async (context) => {
    assert.equal(
      await refusal(context, '{ default: { nodes: 50, depth: 2 }, assume: { list: 10 } }'),
      [
        'StartError: operations/kept.graphql: Deep can have nodes: 110; budgets allow 50',
        'operations/kept.graphql: Deep can have depth: 3; budgets allow 2',
      ].join('\n'),
    );
  });

  it('startup succeeds for an operation within its budget', async (context) => {
    const budgets = '{ default: { nodes: 50 }, operations: { Deep: { nodes: 110 } }, assume: { list: 10 } }';
    assert.equal(await refusal(context, budgets), 'nothing');
    assert.equal(
      await refusal(context, '{ default: { rawBytes: 1B, worstBytes: 1B, upstreamCalls: 0 } }'),
      'nothing',
    );
  });

  it('startup fails for budgets of unknown operations, fields and scalars, and suggests similar names', async (context) => {
    assert.equal(
      await refusal(context, '{ operations: { Deeep: { nodes: 1 } } }'),
      'StartError: budgets.operations.Deeep: no trusted document has an operation "Deeep"; did you mean Deep?',
    );
    assert.equal(
      await refusal(
        context,
        '{ assume: { lists: { "Item.itms": 3, Item: 3 }, texts: { "Item.id": 3 }, scalars: { Date: 3 } } }',
      ),
      [
        `StartError: budgets.assume.lists.Item.itms: found "Item.itms", which is not in a client's schema; did you mean Item.items?`,
        `budgets.assume.lists.Item: found "Item", which is not in a client's schema`,
        `budgets.assume.scalars.Date: found "Date", which is not in a client's schema`,
      ].join('\n'),
    );
  });

  it('startup fails for budget settings out of bounds', async (context) => {
    assert.match(
      await refusal(context, '{ default: { nodes: 0 } }'),
      /bff\.yaml:3: budgets\.default\.nodes: found 0; .*>=1/,
    );
    assert.match(
      await refusal(context, '{ default: { rawBytes: 30000 } }'),
      /budgets\.default\.rawBytes: found 30000; allowed is a size such as 64KB or 8MB, from 1B to 512MB/,
    );
    assert.match(
      await refusal(context, '{ default: { bytes: 1KB } }'),
      /budgets\.default\.bytes: unknown setting; did you mean/,
    );
  });
});
