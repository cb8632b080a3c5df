/** One HTTP/1.1 request, with the parts that an upstream needs to respond from memory. */
export interface UpstreamRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly body: string;
}

export interface RequestReader {
  push(chunk: Buffer): void;
  /** The next whole request; undefined if more bytes are needed. Throws `RangeError` for anything but HTTP/1.1. */
  next(): UpstreamRequest | undefined;
}

const headEnd = '\r\n\r\n';
const maxRequestBytes = 8 * 1024 * 1024;
const empty = Buffer.alloc(0);

/**
 * Reads requests off a connection. Does much less than node:http, and is several times faster: the upstream shares its
 * core with the load, and must not be the bottleneck of a benchmark.
 */
export function createRequestReader(): RequestReader {
  let buffer: Buffer = empty;
  return {
    push(chunk) {
      buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
      if (buffer.length > maxRequestBytes) throw new RangeError('the request is too large');
    },
    next() {
      const end = buffer.indexOf(headEnd);
      if (end === -1) return undefined;
      const head = buffer.toString('latin1', 0, end);
      const [method, path, version] = head.slice(0, head.indexOf('\r\n')).split(' ');
      if (method === undefined || path === undefined || !version?.startsWith('HTTP/1.')) {
        throw new RangeError('not an HTTP/1.1 request');
      }
      const start = end + headEnd.length;
      const body = /\r\ntransfer-encoding: *chunked/i.test(head)
        ? readChunks(buffer, start)
        : readLength(buffer, start, Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0));
      if (body === undefined) return undefined;
      buffer = body.end === buffer.length ? empty : buffer.subarray(body.end);
      return { method, path, body: body.text };
    },
  };
}

interface Body {
  readonly text: string;
  /** Offset of the next request. */
  readonly end: number;
}

function readLength(buffer: Buffer, start: number, length: number): Body | undefined {
  const end = start + length;
  return buffer.length < end ? undefined : { text: buffer.toString('utf8', start, end), end };
}

function readChunks(buffer: Buffer, start: number): Body | undefined {
  const parts: Buffer[] = [];
  for (let position = start; ; ) {
    const lineEnd = buffer.indexOf('\r\n', position);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(buffer.toString('latin1', position, lineEnd), 16);
    if (Number.isNaN(size)) throw new RangeError('a chunk has no size');
    const from = lineEnd + 2;
    position = from + size + 2;
    if (buffer.length < position) return undefined;
    if (size === 0) return { text: Buffer.concat(parts).toString('utf8'), end: position };
    parts.push(buffer.subarray(from, from + size));
  }
}
