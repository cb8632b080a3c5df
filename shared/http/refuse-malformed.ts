import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, errorTable } from '../core/errors.ts';
import { writeError } from './send-error.ts';

/** What Node's parser says, in the terms of our table; everything else is no HTTP. */
const parserCodes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** Answers on a connection of which no request could be read, in the same form as any other refusal, and ends it. */
export function refuseMalformed(error: Error, socket: Socket): void {
  const given = 'code' in error ? String(error.code) : '';
  if (given === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
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

/** Whether an answer to an earlier request has begun; Node keeps it here, and asks the same before it answers itself. */
function isAnswering(socket: Socket): boolean {
  const message: unknown = Reflect.get(socket, '_httpMessage');
  return (
    typeof message === 'object' &&
    message !== null &&
    'headersSent' in message &&
    message.headersSent === true
  );
}
