import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { buildChooseEncoding, type Encoding } from './accept-encoding.ts';

export interface CompressionOptions {
  /** The one that is preferred first; none: nothing is compressed. */
  readonly encodings: readonly Encoding[];
  /** A shorter body is sent as it is. */
  readonly minimumBytes: number;
}

export interface EncodedBody {
  readonly bytes: Buffer;
  /** Undefined when it is sent as it is. */
  readonly encoding: Encoding | undefined;
}

/** A body as the client wants it. Compressed by threads of Node: the event loop goes on meanwhile. */
export type Compress = (
  response: Pick<OutgoingResponse, 'body' | 'compressed'>,
  acceptEncoding: string | undefined,
) => Promise<EncodedBody>;

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

// Above these a little less to send takes much more time.
const gzipLevel = 6;
const brotliQuality = 5;

/** Nothing here decodes anything: what clients and upstreams send in brotli is refused elsewhere. */
export function buildCompress({ encodings, minimumBytes }: CompressionOptions): Compress | undefined {
  if (encodings.length === 0) return undefined;
  const choose = buildChooseEncoding(encodings);
  return async ({ body, compressed }, acceptEncoding) => {
    const { encoding, isIdentityAccepted } = choose(acceptEncoding);
    const isShort = body.byteLength < minimumBytes;
    const bytes = body.take();
    if (encoding === 'identity' || (isShort && isIdentityAccepted)) return { bytes, encoding: undefined };
    const kept = compressed?.get(encoding);
    if (kept !== undefined) return { bytes: kept, encoding };
    const encoded = encoding === 'br' ? await toBrotli(bytes) : await gzipped(bytes, { level: gzipLevel });
    // There is room for so much beside what is kept.
    if (encoded.length <= bytes.length / 2) compressed?.set(encoding, encoded);
    return { bytes: encoded, encoding };
  };
}

function toBrotli(bytes: Buffer): Promise<Buffer> {
  return brotlied(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
