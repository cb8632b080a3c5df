/**
 * Headers that are no business of whoever asks or answers: those of one connection (RFC 9110, section 7.6.1), and those
 * that say how a message is to be read.
 */
const ofTheMessage = [
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
];

/** What no header rule can send to an upstream; lower-case names. */
export const fixedRequestHeaders: ReadonlySet<string> = new Set([
  ...ofTheMessage,
  'accept',
  'accept-encoding',
  'host',
]);

/**
 * What no header rule can tell a client: how an answer may be cached, and who may read it, is decided for the whole of it.
 */
export const fixedAnswerHeaders: ReadonlySet<string> = new Set([
  ...ofTheMessage,
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-allow-private-network',
  'access-control-expose-headers',
  'access-control-max-age',
  'age',
  'allow',
  'cache-control',
  'date',
  'etag',
  'expires',
  'frontage-degraded',
  'frontage-profile',
  'last-modified',
  'retry-after',
  'vary',
  'www-authenticate',
]);

/** Whether this can stand in a header (RFC 9110, section 5.5): no line breaks, nothing beyond ISO 8859-1. */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}
