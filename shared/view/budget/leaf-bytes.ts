import { type GraphQLLeafType, isEnumType } from 'graphql';
import { imageSlots } from '../value/image-slots.ts';
import { fillImageTemplate } from '../value/image-template.ts';
import type { ValueOperation } from '../view.ts';
import type { ViewOptions } from '../view-options.ts';
import { type Assumptions, configuredSize, type UnboundedLog } from './assumptions.ts';

/** The quotes around a string in JSON. */
const quotes = 2;
/** The longest of each: `-2147483648`, `-2.2250738585072014e-308`, `false`. */
const numberBytes: Readonly<Record<string, number>> = { Int: 11, Float: 24, Boolean: 5 };
/** Formatted amounts, dates and durations in any language. */
const formattedBytes = 96;
/** An HMAC-SHA256 in hexadecimal digits, with `&` and `=`. */
const signatureBytes = 64 + 2;
/** Bytes of one percent-encoded byte in a URL parameter. */
const encodedBytes = 3;

export interface LeafContext extends ViewOptions {
  readonly assume: Assumptions;
  readonly unbounded: UnboundedLog;
}

interface TextBound {
  readonly bytes: number;
  readonly isBounded: boolean;
}

/** The most bytes of one value of this type in JSON, after the operations of the view. */
export function leafBytes(
  type: GraphQLLeafType,
  operations: readonly ValueOperation[],
  coordinate: string,
  context: LeafContext,
): number {
  const { assume, unbounded } = context;
  if (isEnumType(type)) return quotes + Math.max(...type.getValues().map(({ name }) => name.length));
  const bytes = configuredSize(assume.scalars, type.name) ?? numberBytes[type.name];
  if (bytes !== undefined) return bytes;
  const isText = type.name === 'String' || type.name === 'ID';
  const start = { bytes: type.name === 'ID' ? assume.id : assume.text, isBounded: false };
  const text = operations.reduce<TextBound>(
    (bound, operation) => afterwards(bound, operation, context),
    start,
  );
  const own = configuredSize(assume.texts, coordinate);
  if (own !== undefined) return quotes + (text.isBounded ? Math.min(own, text.bytes) : own);
  if (!text.isBounded) unbounded.assume(coordinate, isText ? 'text' : 'scalar', text.bytes);
  return quotes + text.bytes;
}

/** The most bytes of the defaults that replace null. */
export function defaultBytes(operations: readonly ValueOperation[]): number {
  return Math.max(
    0,
    ...operations.map((operation) =>
      operation.op === 'default' ? Buffer.byteLength(JSON.stringify(operation.value) ?? '') : 0,
    ),
  );
}

function afterwards(bound: TextBound, operation: ValueOperation, context: LeafContext): TextBound {
  switch (operation.op) {
    case 'truncate': {
      const { max, ellipsis } = operation;
      const bytes = max * context.assume.grapheme + Buffer.byteLength(ellipsis);
      return { bytes, isBounded: true };
    }
    case 'format':
      return { bytes: formattedBytes, isBounded: true };
    case 'image':
      return { ...bound, bytes: imageBytes(operation.slot, bound.bytes, context) };
    default:
      return bound;
  }
}

function imageBytes(slot: string, urlBytes: number, options: ViewOptions): number {
  const { template, signing } = options.images;
  const around = imageSlots(slot, options).map((size) => {
    const { before, after } = fillImageTemplate(template, size);
    const url = before.includes('?') ? urlBytes * encodedBytes : urlBytes;
    return before.length + url + after.length;
  });
  const signed = signing === undefined ? 0 : signatureBytes + encodeURIComponent(signing.parameter).length;
  return Math.max(...around) + signed;
}
