import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, errorTable } from '../core/errors.ts';
import { writeError } from './send-error.ts';

/** Maps errors of Node's parser to codes of the error table. Any other error is invalid HTTP. */
const parserCodes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** Responds on a connection without a readable request, in the same format as other rejections, and closes it. */
export function refuseMalformed(error: Error, socket: Socket): void {
  const given = 'code' in error ? String(error.code) : '';
  if (given === 'ECONNRESET' || !socket.writable || isResponding(socket)) {
    socket.destroy();
    return;
  }
  const code = parserCodes[given] ?? 'BAD_REQUEST';
  const { status } = errorTable[code];
  const body = code === 'BAD_REQUEST' ? writeError(code, 'The request is not valid HTTP.') : writeError(code);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      'connection: close',
      `x-request-id: ${randomUUID()}`,
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}

/**
 * Whether the response to an earlier request has begun. Node stores that response in `_httpMessage` and makes the same check
 * in its own handler.
 */
function isResponding(socket: Socket): boolean {
  const message: unknown = Reflect.get(socket, '_httpMessage');
  return (
    typeof message === 'object' &&
    message !== null &&
    'headersSent' in message &&
    message.headersSent === true
  );
}
