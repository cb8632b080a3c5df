import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createAdminServer } from '../../shared/http/create-admin-server.ts';
import { onlyResponse } from '../support/exchange.ts';

async function adminUrl(context: TestContext): Promise<string> {
  const status = (): unknown => ({ up: true });
  const admin = await createAdminServer({ host: '127.0.0.1', port: 0, hosts: ['ops.example'], status });
  context.after(() => admin.close());
  return admin.url;
}

const get = (host: string, target = '/status', fields = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${fields}\r\n`;

describe('A41 the port for operators', () => {
  it("A41 the operators' port serves requests for its hosts", async (context) => {
    const url = await adminUrl(context);
    for (const host of [
      '127.0.0.1',
      '127.0.0.1:4091',
      'localhost',
      'LOCALHOST:1',
      '[::1]',
      'Ops.Example:80',
    ]) {
      const { status, headers } = await onlyResponse(url, get(host));
      assert.deepEqual([status, headers.get('x-content-type-options')], [200, 'nosniff'], host);
    }
  });

  it("A41 the operators' port refuses any other host, since web pages can make their own names resolve to it", async (context) => {
    const url = await adminUrl(context);
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '10.0.0.1',
      'ops.example.org',
    ]) {
      for (const target of ['/status', '/']) {
        const { status, code, body } = await onlyResponse(url, get(host, target));
        assert.deepEqual([status, code], [421, 'HOST_NOT_ALLOWED'], host);
        assert.ok(!body.includes('up'));
      }
    }
  });

  it("A41 the operators' port refuses ambiguous heads with the same error as the client port", async (context) => {
    const url = await adminUrl(context);
    const refusals: readonly [bytes: string, status: number][] = [
      [get('localhost', '/status', 'Host: localhost\r\n'), 400],
      [get('localhost', 'http://evil.example/status'), 400],
      [get('evil.example, localhost'), 400],
      ['GET /status HTTP/1.1\r\n\r\n', 400],
      [get('localhost', '/status', 'x_a: 1\r\n'), 400],
      [get('localhost', '/status', 'Transfer-Encoding: gzip, chunked\r\n'), 400],
      [get('localhost', '/status', 'Content-Length: 1\r\n'), 413],
      [get('localhost', '/status', 'a: b\r\n'.repeat(200)), 431],
      [get('localhost', '/status', `a: ${'b'.repeat(9000)}\r\n`), 431],
      [get('localhost', '/other'), 404],
      ['hello\r\n\r\n', 400],
    ];
    for (const [bytes, expected] of refusals) {
      const { status, headers, code } = await onlyResponse(url, bytes);
      assert.equal(status, expected, bytes.slice(0, 100));
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(code ?? '', /^[A-Z_]+$/);
    }
  });
});
