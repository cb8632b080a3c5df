import type { IncomingMessage } from 'node:http';

/** The whole body as text; undefined if it is longer than `limitBytes`. Rejects if the client disconnects. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) throw new TypeError('the request stream must not be decoded');
    length += bytes.length;
    if (length <= limitBytes) chunks.push(bytes);
  }
  return length > limitBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
