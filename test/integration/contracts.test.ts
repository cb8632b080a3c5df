import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { type ClientName, respondsToTexts, startClient } from '../support/harbour-client.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const clients: readonly ClientName[] = ['web', 'mobile', 'tv', 'partner'];

/** A field of the graph, a query that selects it, and the clients that can use it. */
const fields = [
  ['Product.seoHtml', '{ product(id: "product-1") { seoHtml } }', ['web']],
  ['Product.costPrice', '{ product(id: "product-1") { costPrice { amount } } }', []],
  ['Product.supplierRef', '{ product(id: "product-1") { supplierRef } }', []],
  ['User.email', '{ me { email } }', ['web']],
  ['Product.slug', '{ product(id: "product-1") { slug } }', ['web']],
  ['Query.search', '{ search(query: "lamp") { totalCount } }', ['web', 'mobile', 'tv']],
  ['Query.productFeed', '{ productFeed(first: 1) { totalCount } }', ['web', 'partner']],
] as const;

let estate: Estate;
const servers = new Map<ClientName, Bff>();

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  for (const client of clients) {
    const refine: typeof respondsToTexts = (settings) => ({
      ...respondsToTexts(settings),
      introspection: true,
    });
    servers.set(client, await startClient(client, estate, refine));
  }
});
after(async () => {
  for (const server of servers.values()) await server.close();
  await estate?.close();
});

/** The version of the partner's schema that is served if a request names none. */
function published(client: ClientName): string {
  const name = client === 'partner' ? 'partner.2026-01' : client;
  return readFileSync(join(projectRoot, 'schemas', 'clients', `${name}.graphql`), 'utf8');
}

function isIntrospection(value: unknown): value is IntrospectionQuery {
  return typeof valueAt(value, '__schema.queryType') === 'object';
}

function sendQueryAs(client: ClientName, query: string): ReturnType<typeof sendQuery> {
  return sendQuery(`${servers.get(client)?.url}/graphql`, query);
}

describe('the contract of each client', () => {
  for (const [coordinate, query, allowed] of fields) {
    it(`publishes ${coordinate} to ${allowed.length === 0 ? 'no client' : allowed.join(', ')}`, async () => {
      const [typeName = '', fieldName = ''] = coordinate.split('.');
      for (const client of clients) {
        const maySelect = allowed.some((name) => name === client);
        const type = buildSchema(published(client)).getType(typeName);
        const hasField = type !== undefined && 'getFields' in type && fieldName in type.getFields();
        assert.equal(hasField, maySelect, `${client}.graphql`);
        const { status, codes, body } = await sendQueryAs(client, query);
        if (maySelect) {
          assert.deepEqual([status, codes], [200, []], client);
        } else {
          assert.deepEqual([status, [...new Set(codes)]], [400, ['GRAPHQL_VALIDATION_FAILED']], client);
          assert.equal(valueAt(body, 'data'), undefined);
        }
      }
    });
  }

  it('the introspected schema of the running server equals the committed one', async () => {
    for (const client of clients) {
      const { body } = await sendQueryAs(client, getIntrospectionQuery());
      const introspection: unknown = valueAt(body, 'data');
      assert.ok(isIntrospection(introspection));
      const schema = buildClientSchema(introspection);
      const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
      assert.equal(printed, published(client).replace(/^#.*\n\n/, ''), client);
    }
  });

  it('frontage publish writes exactly the committed files', async (context) => {
    const output = temporaryFiles(context, {});
    const settings = clients.map((client) => `bffs/${client}/bff.yaml`);
    await promisify(execFile)(
      process.execPath,
      ['bin/frontage.js', 'publish', ...settings, '--output', output],
      { cwd: projectRoot },
    );
    const committed = join(projectRoot, 'schemas', 'clients');
    assert.deepEqual(readdirSync(output).sort(), readdirSync(committed).sort());
    for (const name of readdirSync(output)) {
      assert.equal(
        readFileSync(join(output, name), 'utf8'),
        readFileSync(join(committed, name), 'utf8'),
        name,
      );
    }
  });
});
