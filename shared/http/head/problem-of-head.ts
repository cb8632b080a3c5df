import type { IncomingMessage } from 'node:http';
import { FrontageError } from '../../core/errors.ts';
import { isHost } from './host.ts';

export interface HeadLimits {
  /** The maximum number of header fields of one request. Node limits their total size to 16 KB. */
  readonly maxHeaders: number;
  /** A body with a larger `Content-Length` is not read. */
  readonly maxBodyBytes: number;
}

const maxUrlLength = 8192;
const maxShownLength = 64;

/** Fields whose duplicates Node drops silently after the first line; indexed by the length of their names. */
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
 * Returns the reason to reject a request that Node's parser has accepted: its fields contradict each other, or an upstream or a
 * load balancer might interpret them differently. Undefined if the head is valid. `target`: see `pathOfTarget`.
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
    message: `The request has ${found} header fields; at most ${allowed} are allowed.`,
  });
}

/** Checks all fields in one pass. It runs for every request, so it allocates neither strings nor arrays. */
function problemOfNames(rawHeaders: readonly string[]): FrontageError | undefined {
  let seen: string[] | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!isPlainName(name)) return invalidName(name);
    const singles = singleFields[name.length];
    if (singles === undefined) continue;
    const lowered = name.toLowerCase();
    if (!singles.has(lowered)) continue;
    if (seen === undefined) seen = [lowered];
    else if (seen.includes(lowered))
      return badRequest(`The request has several ${lowered} headers. Send one.`);
    else seen.push(lowered);
  }
  return undefined;
}

/**
 * Whether a name has only letters, digits and hyphens. Frameworks that pass headers as variables (CGI, WSGI, Rack) replace every
 * other character by an underscore, so that `x_auth_subject` and `x.auth.subject` become `x-auth-subject`.
 */
function isPlainName(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!isLetter && code !== 0x2d && !(code >= 0x30 && code <= 0x39)) return false;
  }
  return name.length > 0;
}

function invalidName(name: string): FrontageError {
  return badRequest(
    `The header name "${name.slice(0, maxShownLength)}" is not allowed. Use only letters, digits and hyphens.`,
  );
}

function problemOfVersion(
  version: string,
  { host, 'transfer-encoding': transferEncoding }: IncomingMessage['headers'],
): FrontageError | undefined {
  if (version === '1.1')
    // RFC 9112, section 3.2.
    return host === undefined ? badRequest('The request has no Host header.') : undefined;
  if (version !== '1.0') return badRequest('The HTTP version is not supported. Send HTTP/1.1 or HTTP/1.0.');
  // RFC 9112, section 6.1: the framing of a client that sends this is faulty.
  return transferEncoding === undefined
    ? undefined
    : badRequest('HTTP/1.0 does not support Transfer-Encoding. Send HTTP/1.1 or a Content-Length.');
}

function problemOfTarget(target: string, host: string | undefined): FrontageError | undefined {
  if (target.length > maxUrlLength) return new FrontageError('URI_TOO_LONG');
  if (host !== undefined && !isHost(host))
    return badRequest('The Host header is not valid. Send a name or an address, with an optional port.');
  // `pathOfTarget` has converted a target in absolute form if its host equals the Host header.
  if (target.startsWith('/') || target === '*') return undefined;
  return badRequest(
    'The request target is not valid. Send a path, or a URL whose host equals the Host header.',
  );
}

function problemOfBody(headers: IncomingMessage['headers'], maxBodyBytes: number): FrontageError | undefined {
  const { 'transfer-encoding': transferEncoding, 'content-encoding': encoding, expect } = headers;
  if (transferEncoding !== undefined && transferEncoding.toLowerCase() !== 'chunked')
    return badRequest('The Transfer-Encoding is not supported. Only chunked is accepted.');
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    return badRequest('The Expect header is not supported. Only 100-continue is accepted.');
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
