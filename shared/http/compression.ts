import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import type { ResponseBody } from '../core/http/response-body.ts';
import { buildChooseEncoding, type Encoding } from './accept-encoding.ts';

export interface CompressionOptions {
  /** The available codings in order of preference. Nothing is compressed if it is empty. */
  readonly encodings: readonly Encoding[];
  /** Shorter bodies are sent uncompressed. */
  readonly minimumBytes: number;
}

export interface EncodedBody {
  readonly bytes: Buffer;
  /** Undefined if the body is sent uncompressed. */
  readonly encoding: Encoding | undefined;
}

/** Encodes a body as the client accepts it. Node's thread pool compresses, so the event loop is not blocked. */
export type Compress = (
  response: Pick<OutgoingResponse, 'compressed'> & { readonly body: ResponseBody },
  acceptEncoding: string | undefined,
) => Promise<EncodedBody>;

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

// Higher levels take much more time and save few bytes.
const gzipLevel = 6;
const brotliQuality = 5;

/** Only compresses: brotli bodies from clients and upstreams are rejected elsewhere. */
export function buildCompress({ encodings, minimumBytes }: CompressionOptions): Compress | undefined {
  if (encodings.length === 0) return undefined;
  const choose = buildChooseEncoding(encodings);
  return async ({ body, compressed }, acceptEncoding) => {
    const { encoding, isIdentityAccepted } = choose(acceptEncoding);
    const isShort = body.byteLength < minimumBytes;
    const bytes = body.take();
    if (encoding === 'identity' || (isShort && isIdentityAccepted)) return { bytes, encoding: undefined };
    const cached = compressed?.get(encoding);
    if (cached !== undefined) return { bytes: cached, encoding };
    const encoded = encoding === 'br' ? await toBrotli(bytes) : await gzipped(bytes, { level: gzipLevel });
    // The cache reserves this much room next to a stored response.
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
