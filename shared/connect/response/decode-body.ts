import type { SourceResponse } from '../../core/upstream-calls.ts';
import type { Reply } from '../compile/connector-subgraph-definition.ts';
import type { Value } from '../mapping/value.ts';
import { decodeXml, xmlEncoding } from './decode-xml.ts';
import { parseJson } from './parse-json.ts';
import { checkXmlSize } from './xml-size.ts';

/** Decodes the body of a response. Reports an unreadable body as `unreadable` instead of throwing. */
export function decodeReply(response: SourceResponse): Reply {
  try {
    return { response, data: decodeBody(response), unreadable: undefined };
  } catch (error) {
    return { response, data: null, unreadable: error instanceof Error ? error : new Error(String(error)) };
  }
}

/**
 * Decodes JSON, XML or text by content type, and JSON without a content type. Returns null for an empty body.
 * Throws an `Error` for a body that does not match its content type, and for other content types; a `FrontageError`
 * SUBGRAPH_RESPONSE_TOO_LARGE for a body that exceeds the limits.
 */
function decodeBody({ headers, body, maxDepth, maxElements, maxBytes }: SourceResponse): Value {
  if (body.length === 0) return null;
  const { mediaType, charset } = parseContentType(headers['content-type']);
  if (/^(?:$|application\/json$|text\/json$|.*\+json$)/.test(mediaType)) {
    const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
    return parseJson(decodeText(body, charset ?? 'utf-8'), maxDepth, isUtf8 ? body : undefined, maxElements);
  }
  if (/^(?:(?:application|text)\/xml$|.*\+xml$)/.test(mediaType)) {
    checkXmlSize(body, { maxElements, maxBytes });
    return decodeXml(decodeText(body, charset ?? xmlEncoding(body) ?? 'utf-8'));
  }
  if (mediaType === 'text/plain') return decodeText(body, charset ?? 'utf-8');
  throw new Error(`content type ${mediaType} is neither JSON nor XML nor text`);
}

function parseContentType(header = ''): { mediaType: string; charset: string | undefined } {
  const [mediaType = '', ...parameters] = header.split(';');
  const charset = parameters.map((text) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(text)?.[1]);
  return { mediaType: mediaType.trim().toLowerCase(), charset: charset.find((label) => label !== undefined) };
}

/** Throws a `RangeError` for an unknown charset and a `TypeError` for bytes that are invalid in it. Drops a BOM. */
function decodeText(body: Buffer, charset: string): string {
  const decoder = new TextDecoder(charset, { fatal: true });
  return decoder.encoding === 'windows-1252' ? decodeWindows1252(body) : decoder.decode(body);
}

/** The characters 0x80 to 0x9f, in which windows-1252 differs from ISO 8859-1. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** `TextDecoder` reads this as ISO 8859-1 in many releases of Node.js 20 to 24 (nodejs/node#56542). */
function decodeWindows1252(body: Buffer): string {
  return body
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
}
