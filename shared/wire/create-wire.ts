import { entityTagsIn } from '../core/http/entity-tags.ts';
import { encodeCompact } from './compact/encode-compact.ts';
import { encodeDelta } from './delta/encode-delta.ts';
import { createDeltaBases } from './delta-bases.ts';
import { mediaTypes, type RequestedForms, readAccept, type WireForm } from './read-accept.ts';
import { readExact } from './read-exact.ts';

export interface WireOptions {
  readonly compact: boolean;
  readonly delta: boolean;
  /** The maximum size of the stored results, to which deltas may refer. */
  readonly basesBytes: number;
}

/** A plain response, as it would be sent. */
export interface PlainResponse {
  readonly body: Buffer;
  readonly etag: string | undefined;
  /** The user of the request; undefined for an anonymous one. */
  readonly user: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface EncodedResponse {
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Wire {
  /** Returns the offered forms that the client requests. Undefined: the plain form. */
  read(accept: string | undefined): RequestedForms | undefined;
  /** Encodes a response. Undefined: send the plain response unmodified. */
  encode(response: PlainResponse, requested: RequestedForms): EncodedResponse | undefined;
  close(): void;
}

/** The minimum size of a body that is encoded. Smaller bodies are not compressed either. */
const minBytes = 1024;
/** The maximum size of a body that is encoded. Encoding this size blocks the event loop for 20 ms to 30 ms. */
const maxBytes = 512 * 1024;
/**
 * The maximum size of an encoded body relative to the plain one. A longer one often exceeds the plain body after
 * compression.
 */
const maxShare = 0.9;
/** The number of ETags of one `If-None-Match` that are looked up. */
const maxEtags = 4;

/** Creates the encoder of the wire forms besides the plain one; see docs/reference/wire-forms.md. */
export function createWire({ compact, delta, basesBytes }: WireOptions): Wire {
  const offered: WireForm[] = [
    ...(delta ? (['delta'] as const) : []),
    ...(compact ? (['compact'] as const) : []),
  ];
  const bases = createDeltaBases({ maxBytes: delta ? basesBytes : 0 });

  function findBase({ user, ifNoneMatch = '' }: PlainResponse): { etag: string; text: Buffer } | undefined {
    for (const etag of entityTagsIn(ifNoneMatch).slice(0, maxEtags)) {
      const text = bases.find(user, etag);
      if (text !== undefined) return { etag, text };
    }
    return undefined;
  }
  function asDelta(response: PlainResponse, value: unknown): EncodedResponse | undefined {
    const base = findBase(response);
    const baseValue = base && readExact(base.text);
    if (base === undefined || baseValue === undefined) return undefined;
    return {
      contentType: mediaTypes.delta,
      body: Buffer.from(encodeDelta(baseValue, value)),
      // A client without the base cannot use it.
      headers: { 'frontage-delta-base': base.etag, 'cache-control': 'no-store' },
    };
  }

  return {
    read: (accept) => readAccept(accept, offered),
    encode(response, { forms, acceptsPlain }) {
      const { body, etag, user } = response;
      const isEncodable = body.length >= minBytes && body.length <= maxBytes;
      const value = isEncodable ? readExact(body) : undefined;
      let encoded: EncodedResponse | undefined;
      if (value !== undefined) {
        for (const form of forms) {
          encoded ??= shorter(form === 'delta' ? asDelta(response, value) : asCompact(value), body);
        }
        if (etag !== undefined && forms.includes('delta')) bases.store(user, etag, body);
      }
      if (encoded !== undefined) return encoded;
      const [form] = forms;
      // A decoder distinguishes a plain result from the other forms.
      return acceptsPlain || form === undefined
        ? undefined
        : { contentType: mediaTypes[form], body, headers: {} };
    },
    close: () => bases.close(),
  };
}

function asCompact(value: unknown): EncodedResponse {
  return { contentType: mediaTypes.compact, body: Buffer.from(encodeCompact(value)), headers: {} };
}

function shorter(encoded: EncodedResponse | undefined, plain: Buffer): EncodedResponse | undefined {
  if (encoded === undefined) return undefined;
  return encoded.body.length <= maxShare * plain.length ? encoded : undefined;
}
