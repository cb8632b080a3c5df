import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { refuseMalformed } from '../../../shared/http/refuse-malformed.ts';

/** Returns the bytes that a client receives on a connection that is rejected for this reason. */
async function responseTo(
  context: TestContext,
  code: string,
  prepare: (socket: Socket) => void = () => {},
): Promise<string> {
  const server = createServer((socket) => {
    prepare(socket);
    refuseMalformed(Object.assign(new Error('refused'), { code }), socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return text(connect(port, '127.0.0.1'));
}

describe('a connection without a readable request', () => {
  it('receives a status and a code of the error table', async (context) => {
    for (const [code, expected] of [
      [
        'ERR_HTTP_REQUEST_TIMEOUT',
        /^HTTP\/1\.1 408 Request Timeout\r\n[\s\S]*"code":"REQUEST_TIMEOUT"}}\]}$/,
      ],
      [
        'HPE_HEADER_OVERFLOW',
        /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n[\s\S]*"HEADERS_TOO_LARGE"}}\]}$/,
      ],
      ['HPE_INVALID_METHOD', /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*"code":"BAD_REQUEST"}}\]}$/],
    ] as const) {
      assert.match(await responseTo(context, code), expected);
    }
  });

  it('receives nothing if it was reset or if the response to an earlier request has begun', async (context) => {
    assert.equal(await responseTo(context, 'ECONNRESET'), '');
    const begun = (socket: Socket): void => {
      Reflect.set(socket, '_httpMessage', { headersSent: true });
    };
    assert.equal(await responseTo(context, 'HPE_INVALID_METHOD', begun), '');
  });
});
