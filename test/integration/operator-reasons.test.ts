import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { SignJWT } from 'jose';
import { statusOf } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { serveThings } from '../support/serve-things.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { tokenIssuer } from '../support/token-issuer.ts';

async function lineOf(frontage: StartedProcess, msg: string): Promise<Record<string, unknown>> {
  await frontage.until(new RegExp(`"msg":"${msg}"`));
  const line = frontage
    .stdout()
    .split('\n')
    .find((text) => text.includes(`"msg":"${msg}"`));
  return JSON.parse(line ?? '{}');
}

/** An upstream with one response for every request, with these headers. */
function upstreamOf(context: TestContext, data: unknown, headers: Readonly<Record<string, string>> = {}) {
  return httpUpstream(context, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(data)),
  );
}

const admin = { admin: { port: 0 } };

describe('reasons for operators', () => {
  it('the log names the reason that a token is refused', async (context) => {
    const issuer = await tokenIssuer(context);
    const upstream = await upstreamOf(context, { data: {} });
    const { url, frontage } = await serveThings(context, {
      upstream,
      settings: { ...admin, authentication: issuer.settings },
    });
    const token = await issuer.token({ nbf: 4_000_000_000, secret: 'canary' });
    const other = new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'k9' });
    for (const refused of [token, await other.sign(new TextEncoder().encode('x'.repeat(32)))])
      assert.deepEqual((await sendQuery(url, '{ __typename }', { token: refused })).codes, ['INVALID_TOKEN']);
    const line = await lineOf(frontage, 'token refused');
    assert.ok(['not valid yet', 'algorithm'].includes(String(line['reason'])));
    assert.doesNotMatch(frontage.stdout(), /canary|user-1/);
    assert.ok(!frontage.stdout().includes(token.split('.')[2] ?? ''));
    const refusedTokens = valueAt(valueAt(await statusOf(frontage), 'authentication'), 'refusedTokens');
    assert.equal(
      Object.values(Object(refusedTokens)).reduce((sum: number, one) => sum + Number(one), 0),
      2,
    );
  });

  it('the log has the message of a subgraph that clients do not receive', async (context) => {
    const upstream = await upstreamOf(context, {
      data: null,
      errors: [{ message: 'no such member', path: ['thing'], extensions: { code: 'MEMBER_UNKNOWN' } }],
    });
    const { url, frontage } = await serveThings(context, { upstream });
    const response = await sendQuery(url, '{ thing }');
    assert.doesNotMatch(response.text, /no such member/);
    const line = await lineOf(frontage, 'upstream reported an error');
    assert.deepEqual(
      ['level', 'message', 'code', 'path', 'errors'].map((key) => line[key]),
      ['warn', 'no such member', 'MEMBER_UNKNOWN', 'thing', 1],
    );
  });

  it('the log names the upstream that makes responses uncacheable, and the header that causes it', async (context) => {
    const upstream = await upstreamOf(context, { data: { thing: 1 } }, { 'cache-control': 'no-store' });
    const caching = { anonymous: { maxAge: '0s', sharedMaxAge: '60s' } };
    const { url, frontage } = await serveThings(context, { upstream, settings: { ...admin, caching } });
    for (let index = 0; index < 3; index += 1) await sendQuery(url, '{ thing }');
    const line = await lineOf(frontage, 'responses of this upstream are not cached');
    assert.equal(line['because'], 'Cache-Control: no-store');
    assert.equal(frontage.stdout().split('are not cached').length, 2);
    assert.match(JSON.stringify(await statusOf(frontage)), /"cacheVetoes":\{"Cache-Control: no-store":3\}/);
  });
});
