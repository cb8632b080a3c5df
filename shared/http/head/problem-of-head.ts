import type { IncomingMessage } from 'node:http';
import { FrontageError } from '../../core/errors.ts';
import { isHost } from './host.ts';

export interface HeadLimits {
  /** Header fields of one request. Node keeps the size of all together below 16 KB. */
  readonly maxHeaders: number;
  /** A body that says that it is longer is not read. */
  readonly maxBodyBytes: number;
}

const maxUrlLength = 8192;
const maxShownLength = 64;

/** Fields of which Node keeps the first line and drops the others without a word; by their lengths. */
const singleFields: readonly (ReadonlySet<string> | undefined)[] = byLength([
  'authorization',
  'content-length',
  'content-type',
  'expect',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'transfer-encoding',
  'user-agent',
]);

/**
 * Why a request is refused that Node's parser has accepted: its fields contradict each other, or an upstream or a balancer might
 * read them another way. `target`: see `pathOfTarget`. Undefined when nothing is wrong.
 */
export function problemOfHead(
  { rawHeaders, headers, httpVersion }: IncomingMessage,
  target: string,
  { maxHeaders, maxBodyBytes }: HeadLimits,
): FrontageError | undefined {
  // Two entries for each field.
  if (rawHeaders.length > 2 * maxHeaders) return tooManyFields(rawHeaders.length / 2, maxHeaders);
  return (
    problemOfNames(rawHeaders) ??
    problemOfVersion(httpVersion, headers) ??
    problemOfTarget(target, headers.host) ??
    problemOfBody(headers, maxBodyBytes)
  );
}

export function tooManyFields(found: number, allowed: number): FrontageError {
  return new FrontageError('HEADERS_TOO_LARGE', {
    message: `The request has ${found} header fields; allowed are ${allowed}.`,
  });
}

/** One pass over all fields, for every request: it makes no text and no list. */
function problemOfNames(rawHeaders: readonly string[]): FrontageError | undefined {
  let seen: string[] | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!isPlainName(name)) return unclearName(name);
    const singles = singleFields[name.length];
    if (singles === undefined) continue;
    const lowered = name.toLowerCase();
    if (!singles.has(lowered)) continue;
    if (seen === undefined) seen = [lowered];
    else if (seen.includes(lowered)) return badRequest(`Send one ${lowered} header.`);
    else seen.push(lowered);
  }
  return undefined;
}

/**
 * Letters, digits and hyphens. Frameworks that hand headers on as variables (CGI, WSGI, Rack) write an underscore for every
 * other character, so that `x_auth_subject` and `x.auth.subject` are `x-auth-subject` to them.
 */
function isPlainName(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!isLetter && code !== 0x2d && !(code >= 0x30 && code <= 0x39)) return false;
  }
  return name.length > 0;
}

function unclearName(name: string): FrontageError {
  return badRequest(
    `Names of headers have letters, digits and hyphens; "${name.slice(0, maxShownLength)}" has another character.`,
  );
}

function problemOfVersion(
  version: string,
  { host, 'transfer-encoding': transferEncoding }: IncomingMessage['headers'],
): FrontageError | undefined {
  if (version === '1.1')
    // RFC 9112, section 3.2.
    return host === undefined ? badRequest('The request has no Host header.') : undefined;
  if (version !== '1.0') return badRequest('The request is not of HTTP/1.1 or HTTP/1.0.');
  // RFC 9112, section 6.1: whoever sends this has lost count of where its requests end.
  return transferEncoding === undefined
    ? undefined
    : badRequest('A request of HTTP/1.0 has no Transfer-Encoding.');
}

function problemOfTarget(target: string, host: string | undefined): FrontageError | undefined {
  if (target.length > maxUrlLength) return new FrontageError('URI_TOO_LONG');
  if (host !== undefined && !isHost(host))
    return badRequest('The Host header is no name or address, with or without a port.');
  // A target in absolute form is a path by now, if its host is that of the request.
  if (target.startsWith('/') || target === '*') return undefined;
  return badRequest(
    'The target of the request is neither a path nor a URL with the host of the Host header.',
  );
}

function problemOfBody(headers: IncomingMessage['headers'], maxBodyBytes: number): FrontageError | undefined {
  const { 'transfer-encoding': transferEncoding, 'content-encoding': encoding, expect } = headers;
  if (transferEncoding !== undefined && transferEncoding.toLowerCase() !== 'chunked')
    return badRequest('The only Transfer-Encoding that is accepted is chunked.');
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    return badRequest('The only Expect that is accepted is 100-continue.');
  if (encoding !== undefined && encoding !== 'identity')
    return new FrontageError('UNSUPPORTED_CONTENT_ENCODING');
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) return new FrontageError('PAYLOAD_TOO_LARGE');
  return undefined;
}

function badRequest(message: string): FrontageError {
  return new FrontageError('BAD_REQUEST', { message });
}

function byLength(names: readonly string[]): (ReadonlySet<string> | undefined)[] {
  const table: (Set<string> | undefined)[] = [];
  for (const name of names) {
    const known = table[name.length];
    if (known === undefined) table[name.length] = new Set([name]);
    else known.add(name);
  }
  return table;
}
