import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeSubgraphs } from '../conformance/harness/compose.ts';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const sdl = `type Query { loan(id: ID!): Loan } type Loan @key(fields: "id") { id: ID! }
  type Subscription { loanChanged: Loan allChanged: [Loan] }`;

async function serve(context: TestContext, engine: string) {
  const directory = temporaryFiles(context, {
    'graph.graphql': composeSubgraphs({ loans: { sdl } }),
    'bff.yaml': `supergraph: ./graph.graphql\nengine: ${engine}\nintrospection: true\nlisten: { port: 0 }\n`,
  });
  const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  return { directory, frontage, url: await listeningUrl(frontage) };
}

describe('a graph with subscriptions', () => {
  for (const engine of ['native', 'reference']) {
    it(`the ${engine} engine serves a graph without its subscriptions, and startup logs it`, async (context) => {
      const { frontage, url } = await serve(context, engine);
      const subscription = 'subscription S { loanChanged { id } }';
      for (const { status, codes } of [
        await sendQuery(url, subscription),
        await sendQuery(url, `${subscription} query Q { __typename }`, { operationName: 'S' }),
        await sendQuery(url, 'subscription { ...F } fragment F on Query { __typename }'),
      ])
        assert.deepEqual([status, codes], [400, ['SUBSCRIPTIONS_NOT_SUPPORTED']]);
      const get = await fetch(`${url}?query=${encodeURIComponent(subscription)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      assert.equal(get.status, 400);
      assert.match(await get.text(), /SUBSCRIPTIONS_NOT_SUPPORTED/);
      const both = `${subscription} query Q { __typename }`;
      assert.deepEqual((await sendQuery(url, both, { operationName: 'Q' })).body, {
        data: { __typename: 'Query' },
      });
      const lines = frontage.stdout().split('\n');
      const warning = lines.find((line) => line.includes('subscriptions are not served'));
      const fields = valueAt(JSON.parse(warning ?? '{}'), 'fields');
      assert.deepEqual(fields, ['Subscription.loanChanged', 'Subscription.allChanged']);
      assert.doesNotMatch(frontage.stdout(), /internal error/);
    });
  }

  it('a graph is published without its subscription type', async (context) => {
    const { directory, url } = await serve(context, 'native');
    const requested = await sendQuery(url, '{ __schema { subscriptionType { name } types { name } } }');
    assert.equal(JSON.stringify(requested.body).includes('"subscriptionType":null'), true);
    assert.doesNotMatch(requested.text, /"Subscription"/);
    const settings = join(directory, 'bff.yaml');
    const check = startFrontage(context, ['config', 'validate', settings]);
    assert.equal(await check.exit(), 0);
    assert.match(check.stderr(), /warning: subscriptions are not served.*Subscription\.loanChanged/);
  });

  it('startup fails for a trusted document that is a subscription', async (context) => {
    const directory = temporaryFiles(context, {
      'graph.graphql': composeSubgraphs({ loans: { sdl } }),
      'operations/watch.graphql': 'subscription Watch { loanChanged { id } }',
      'bff.yaml': 'supergraph: ./graph.graphql\ntrustedDocuments: { directory: ./operations }\n',
    });
    const server = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml'), '--port', '0']);
    assert.equal(await server.exit(), 1);
    assert.match(server.stderr(), /watch\.graphql: Watch: subscriptions are not served/);
  });
});

describe('incremental delivery', () => {
  it('@defer and @stream are refused by validation', async (context) => {
    const { url } = await serve(context, 'native');
    for (const document of [
      '{ ... @defer { loan(id: 1) { id } } }',
      '{ loan(id: 1) { ... @defer(label: "a") { id } } }',
      '{ loan(id: 1) { id @stream(initialCount: 1) } }',
    ]) {
      const { status, codes } = await sendQuery(url, document);
      assert.deepEqual([status, [...new Set(codes)]], [400, ['GRAPHQL_VALIDATION_FAILED']], document);
    }
  });
});
