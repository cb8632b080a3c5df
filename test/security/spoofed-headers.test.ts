import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadSettings } from '../../shared/index.ts';
import { thingGraph } from '../support/counting-upstream.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendHttp } from '../support/send-http.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const rules = `headers:
  all:
    request:
      - insert: { name: x-gateway, value: frontage }
      - propagate: { named: x-session, rename: x-user-session }
      - propagate: { matching: '.*' }
`;

/** The headers that an upstream receives for a request with these headers. */
async function seenUpstream(
  context: TestContext,
  settings: string,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingHttpHeaders> {
  let seen: IncomingHttpHeaders = {};
  const upstream = await httpUpstream(context, (request, response) => {
    seen = request.headers;
    response.end('{"data":{"thing":1}}');
  });
  const directory = temporaryFiles(context, {
    'graph.graphql': thingGraph(upstream),
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: 0 }\nlogs: { level: silent }\nshutdown: { delay: 0s }\n${settings}`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  const { status, text } = await sendHttp(`${bff.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ thing }"}',
  });
  assert.equal(status, 200, text);
  return seen;
}

describe('A28 headers that a client claims', () => {
  it('A28 a rule with a catch-all pattern does not forward names that belong to rules, the process or a proxy', async (context) => {
    const trusted = [
      'x-gateway',
      'x-user-session',
      'x-auth-subject',
      'x-auth-user',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-user',
      'forwarded',
      'via',
      'x-real-ip',
      'x-client-ip',
      'true-client-ip',
      'cf-connecting-ip',
      'x-original-url',
      'x-original-method',
      'x-rewrite-url',
      'x-http-method-override',
      'x-method-override',
      'x-envoy-internal',
      'x-request-timeout-ms',
      'proxy-authorization',
      'x-hop',
    ];
    const spoofed = Object.fromEntries(trusted.map((name) => [name, 'spoofed']));
    const seen = await seenUpstream(context, rules, {
      ...spoofed,
      connection: 'x-hop',
      'x-session': 'mine',
      'x-tenant': 'mine',
    });
    assert.deepEqual(
      Object.keys(seen).filter((name) => seen[name] === 'spoofed'),
      [],
    );
    assert.deepEqual(
      [seen['x-gateway'], seen['x-user-session'], seen['x-tenant']],
      ['frontage', 'mine', 'mine'],
    );
  });

  it('A28 a rule that names such a header forwards it, since a balancer may have set it', async (context) => {
    const named = 'headers: { all: { request: [{ propagate: { named: x-forwarded-for } }] } }\n';
    const seen = await seenUpstream(context, named, {
      'x-forwarded-for': '192.0.2.1',
      'x-real-ip': '192.0.2.2',
    });
    assert.deepEqual([seen['x-forwarded-for'], seen['x-real-ip']], ['192.0.2.1', undefined]);
  });
});
