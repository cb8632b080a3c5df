import { entityTagsIn } from '../core/http/entity-tags.ts';
import { encodeCompact } from './compact/encode-compact.ts';
import { encodeDelta } from './delta/encode-delta.ts';
import { createDeltaBases } from './delta-bases.ts';
import { mediaTypes, type RequestedForms, readAccept, type WireForm } from './read-accept.ts';
import { readExact } from './read-exact.ts';

export interface WireOptions {
  readonly compact: boolean;
  readonly delta: boolean;
  /** Of the results that clients may hold. */
  readonly basesBytes: number;
}

/** A plain answer, as it would be sent. */
export interface PlainResponse {
  readonly body: Buffer;
  readonly etag: string | undefined;
  /** Who asked; undefined for nobody in particular. */
  readonly user: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface EncodedResponse {
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Wire {
  /** What the client wants of what is offered. Undefined: the plain form. */
  read(accept: string | undefined): RequestedForms | undefined;
  /** Undefined: the plain answer as it is. */
  encode(answer: PlainResponse, wanted: RequestedForms): EncodedResponse | undefined;
  close(): void;
}

/** Smaller bodies are not compressed either. */
const minBytes = 1024;
/** To encode so much takes 20 ms to 30 ms, in which nothing else is done. */
const maxBytes = 512 * 1024;
/** A body that is shorter by less is often longer when it is compressed. */
const maxShare = 0.9;
/** Of one `If-None-Match`. */
const maxEtags = 4;

/** The forms of an answer beside the plain one; see docs/reference/wire-forms.md. */
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
  function asDelta(answer: PlainResponse, value: unknown): EncodedResponse | undefined {
    const base = findBase(answer);
    const held = base && readExact(base.text);
    if (base === undefined || held === undefined) return undefined;
    return {
      contentType: mediaTypes.delta,
      body: Buffer.from(encodeDelta(held, value)),
      // To whoever does not hold the base it is worth nothing.
      headers: { 'frontage-delta-base': base.etag, 'cache-control': 'no-store' },
    };
  }

  return {
    read: (accept) => readAccept(accept, offered),
    encode(answer, { forms, acceptsPlain }) {
      const { body, etag, user } = answer;
      const isEncodable = body.length >= minBytes && body.length <= maxBytes;
      const value = isEncodable ? readExact(body) : undefined;
      let encoded: EncodedResponse | undefined;
      if (value !== undefined) {
        for (const form of forms) {
          encoded ??= shorter(form === 'delta' ? asDelta(answer, value) : asCompact(value), body);
        }
        if (etag !== undefined && forms.includes('delta')) bases.keep(user, etag, body);
      }
      if (encoded !== undefined) return encoded;
      const [form] = forms;
      // A decoder knows a plain result from the others.
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
