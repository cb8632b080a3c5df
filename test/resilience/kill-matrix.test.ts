import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { type ClientName, startClient, unhurried } from '../support/harbour-client.ts';
import { type HeadlineOperation, headlineOperations } from '../support/headline-operations.ts';
import { identityToken } from '../support/identity-token.ts';
import { type GraphqlResponse, sendDocumentId, valueAt } from '../support/send-query.ts';
import { unexplainedDifferences } from '../support/unexplained-differences.ts';
import { upstreamNames } from '../support/upstream-names.ts';
import { killMatrixPage } from './kill-matrix/kill-matrix-page.ts';
import { missingParts, type Outcome } from './kill-matrix/outcome.ts';

const page = 'docs/reference/kill-matrix.md';
const neverFail: readonly ClientName[] = ['web', 'mobile', 'tv'];

let estate: Estate;
const clients = new Map<ClientName, Bff>();
const tokens = new Map<string, string>();
const outcomes: Outcome[] = [];

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  for (const client of [...neverFail, 'partner'] as const) {
    clients.set(client, await startClient(client, estate, unhurried));
  }
  const provider = estate.service('identity').url;
  tokens.set('user', await identityToken(provider, { user: 'user-3' }));
  tokens.set('partner', await identityToken(provider, { partner: 'partner-3' }));
});
after(async () => {
  for (const bff of clients.values()) await bff.close();
  await estate?.close();
});

function show({ client, screen, path, documentId, variables }: HeadlineOperation): Promise<GraphqlResponse> {
  const token = tokens.get(client === 'partner' ? 'partner' : screen === 'account' ? 'user' : '');
  const url = clients.get(client)?.url ?? assert.fail(`${client} was not started`);
  return sendDocumentId(`${url}${path}`, documentId, { variables, ...(token !== undefined && { token }) });
}

/** A healed upstream can cause one more failure: that of a connection that broke when it was killed. */
async function untilComplete(operation: HeadlineOperation): Promise<unknown> {
  let response = await show(operation);
  for (let tries = 1; tries < 20 && missingParts(response).length > 0; tries += 1) {
    await delay(50);
    response = await show(operation);
  }
  assert.deepEqual(missingParts(response), [], nameOf(operation));
  return dataOf(response);
}

/** A layout of the television's rails also names the minute. */
function dataOf({ text }: GraphqlResponse): unknown {
  const body: unknown = JSON.parse(text.replace(/"layoutToken":"[^"]*"/, '"layoutToken":"of some minute"'));
  return valueAt(body, 'data');
}

/** Runs one operation of a client after the other, all clients at the same time; in the order of the operations. */
async function forEachOperation<Result>(
  run: (operation: HeadlineOperation) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<HeadlineOperation, Result>();
  await Promise.all(
    Array.from(clients.keys(), async (client) => {
      for (const operation of headlineOperations) {
        if (operation.client === client) results.set(operation, await run(operation));
      }
    }),
  );
  return headlineOperations.flatMap((operation) => results.get(operation) ?? []);
}

function nameOf({ client, screen }: HeadlineOperation): string {
  return `${client} ${screen}`;
}

describe('one upstream down', () => {
  const healthy = new Map<HeadlineOperation, unknown>();

  before(async () => {
    await forEachOperation(async (operation) => {
      healthy.set(operation, await untilComplete(operation));
    });
  });

  for (const dead of upstreamNames) {
    it(`every screen responds and reports its missing fields: ${dead} is down`, async () => {
      await estate.service(dead).setFault({ mode: 'down' });
      try {
        const found = await forEachOperation(async (operation) => {
          const response = await show(operation);
          check(operation, response);
          return toOutcome(operation, dead, response);
        });
        outcomes.push(...found);
      } finally {
        await estate.service(dead).setFault(null);
      }
      await forEachOperation(async (operation) => {
        assert.deepEqual(await untilComplete(operation), healthy.get(operation), nameOf(operation));
      });
    });
  }

  function toOutcome(
    { client, screen }: HeadlineOperation,
    dead: Outcome['dead'],
    response: GraphqlResponse,
  ): Outcome {
    return { operation: { client, screen }, dead, status: response.status, missing: missingParts(response) };
  }

  function check(operation: HeadlineOperation, response: GraphqlResponse): void {
    const name = nameOf(operation);
    if (neverFail.includes(operation.client)) {
      assert.equal(response.status, 200, name);
      assert.notEqual(valueAt(response.body, 'data') ?? null, null, `${name} has no data`);
    }
    const paths = missingParts(response).map(({ path }) => path);
    const differences = unexplainedDifferences(healthy.get(operation), dataOf(response), paths);
    assert.deepEqual(differences, [], name);
  }

  it(`the outcomes are those of ${page}; UPDATE=1 writes it`, () => {
    const text = killMatrixPage(outcomes);
    const file = join(projectRoot, page);
    if (process.env['UPDATE'] === '1') writeFileSync(file, text);
    assert.equal(readFileSync(file, 'utf8'), text);
  });
});
