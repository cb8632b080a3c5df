import { FrontageError } from '../../core/errors.ts';
import type { SourceResponse } from '../../core/upstream-calls.ts';

/** The cost of parsing an element, attribute or entity relative to a JSON value. */
const weightOfElement = 10;
/** The cost of parsing a byte of XML relative to a byte of JSON: the parser reads characters one by one. */
const weightOfByte = 8;

const opening = 0x3c;
const equals = 0x3d;
const ampersand = 0x26;
const doubleQuote = 0x22;
const singleQuote = 0x27;

/**
 * Throws a `FrontageError` SUBGRAPH_RESPONSE_TOO_LARGE for XML that is longer, or has more elements, attributes, entities,
 * comments and sections, than its parser can read in the time that the largest JSON takes.
 */
export function checkXmlSize(
  body: Buffer,
  {
    maxElements = Number.POSITIVE_INFINITY,
    maxBytes = Number.POSITIVE_INFINITY,
  }: Pick<SourceResponse, 'maxElements' | 'maxBytes'>,
): void {
  if (body.length > maxBytes / weightOfByte) refuse(`XML of more than ${maxBytes / weightOfByte} bytes`);
  const limit = maxElements / weightOfElement;
  let elements = 0;
  for (let index = 0; index < body.length; index++) {
    const byte = body[index] ?? 0;
    if (byte > equals) continue;
    if (byte === opening || byte === ampersand || (byte === equals && isQuoted(body, index + 1)))
      elements += 1;
  }
  if (elements > limit) refuse(`XML of more than ${limit} elements, attributes and entities`);
}

/** Whether a quote follows, after spaces and the zero bytes of UTF-16. */
function isQuoted(body: Buffer, start: number): boolean {
  let index = start;
  while ((body[index] ?? doubleQuote) <= 0x20) index += 1;
  return body[index] === doubleQuote || body[index] === singleQuote;
}

function refuse(cause: string): never {
  throw new FrontageError('SUBGRAPH_RESPONSE_TOO_LARGE', { cause });
}
