import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { UpstreamScript } from './upstream-script.ts';

const DEFAULT_HUGE_BYTES = 200_000_000;
const CHUNK = Buffer.alloc(65_536, ' ');

/** Sends the response that the script defines. `execute` returns the body of a healthy upstream. */
export async function playScript(
  script: UpstreamScript,
  response: ServerResponse,
  execute: () => Promise<string>,
): Promise<void> {
  const { mode, bytes, everyMs = 1000, waitMs } = script;
  if (waitMs > 0) await delay(waitMs, undefined, { ref: false });
  if (mode === 'hang') return;
  if (mode === 'resetAtRequest') return reset(response);
  const body = await bodyOf(script, execute);
  if (response.destroyed) return;
  const head = (length: number | undefined): void => {
    response.writeHead(script.status ?? 200, {
      'content-type': 'application/json',
      ...(length !== undefined && { 'content-length': length }),
      ...script.headers,
    });
  };
  switch (mode) {
    case 'resetAfterExecution':
      return reset(response);
    case 'resetInBody':
      head(body.length);
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => reset(response));
      return;
    case 'hangBody':
      head(body.length);
      response.write(body.subarray(0, bytes ?? 10));
      return;
    case 'drip':
      head(body.length);
      return drip(response, body, bytes ?? 1, everyMs);
    case 'shortBody':
      head(body.length + (bytes ?? 10));
      response.write(body, () => response.destroy());
      return;
    case 'longBody':
      return sendRaw(response, body, bytes ?? 10);
    case 'huge':
      head(undefined);
      return sendHuge(response, bytes ?? DEFAULT_HUGE_BYTES);
    case 'gzipBomb': {
      const bomb = gzipSync(Buffer.alloc(bytes ?? DEFAULT_HUGE_BYTES, ' '));
      response.setHeader('content-encoding', 'gzip');
      head(bomb.length);
      response.end(bomb);
      return;
    }
    default:
      head(body.length);
      response.end(body);
  }
}

async function bodyOf(script: UpstreamScript, execute: () => Promise<string>): Promise<Buffer> {
  if (script.bodyBase64 !== undefined) return Buffer.from(script.bodyBase64, 'base64');
  return Buffer.from(script.body ?? (await execute()));
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

async function drip(response: ServerResponse, body: Buffer, bytes: number, everyMs: number): Promise<void> {
  for (let sent = 0; sent < body.length && !response.destroyed; sent += bytes) {
    response.write(body.subarray(sent, sent + bytes));
    await delay(everyMs, undefined, { ref: false });
  }
  response.end();
}

/** Writes to the socket, because Node does not allow a response with more bytes than it announces. */
function sendRaw(response: ServerResponse, body: Buffer, excess: number): void {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length - excess}\r\n\r\n`;
  response.socket?.write(Buffer.concat([Buffer.from(head), body]));
}

async function sendHuge(response: ServerResponse, bytes: number): Promise<void> {
  response.write('{"data":');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += CHUNK.length) {
    if (!response.write(CHUNK)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end('null}');
}
