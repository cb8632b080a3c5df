import { createGunzip } from 'node:zlib';
import type { ErrorCode } from '../../core/errors.ts';

/** Decodes one gzip body (RFC 1952) while it arrives. */
export interface GunzipBody {
  write(chunk: Buffer): void;
  /** Ends the input. */
  end(): void;
  /** Aborts decoding: no callback is called any more. */
  close(): void;
}

export interface GunzipBodyOptions {
  /** The limit of the decoded body. */
  readonly maxBytes: number;
  onBody(body: Buffer): void;
  onFailure(code: ErrorCode, cause: unknown): void;
}

const maxRatio = 100;

// A smaller body may exceed the ratio legitimately: a list of nulls compresses better.
const ratioCountsFromBytes = 256 * 1024;

/** Stops as soon as the output, or its ratio to the input, exceeds its limit. */
export function createGunzipBody({ maxBytes, onBody, onFailure }: GunzipBodyOptions): GunzipBody {
  const gunzip = createGunzip();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;

  function fail(code: ErrorCode, cause: unknown): void {
    if (isOver) return;
    isOver = true;
    gunzip.destroy();
    onFailure(code, cause);
  }

  gunzip.on('data', (chunk: Buffer) => {
    if (isOver) return;
    bytes += chunk.length;
    if (bytes > maxBytes) fail('SUBGRAPH_RESPONSE_TOO_LARGE', `more than ${maxBytes} bytes decoded`);
    else if (bytes > ratioCountsFromBytes && bytes > gunzip.bytesWritten * maxRatio)
      fail('SUBGRAPH_RESPONSE_TOO_LARGE', `more than ${maxRatio} times its compressed size`);
    else chunks.push(chunk);
  });
  gunzip.on('error', (error) => fail('SUBGRAPH_INVALID_RESPONSE', error));
  gunzip.on('end', () => {
    if (isOver) return;
    isOver = true;
    onBody(Buffer.concat(chunks, bytes));
  });

  return {
    write(chunk) {
      if (!isOver) gunzip.write(chunk);
    },
    end() {
      if (!isOver) gunzip.end();
    },
    close() {
      isOver = true;
      gunzip.destroy();
    },
  };
}
