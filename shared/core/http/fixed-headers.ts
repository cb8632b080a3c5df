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

const setByHopsBefore: ReadonlySet<string> = new Set([
  'cf-connecting-ip',
  'fastly-client-ip',
  'forwarded',
  'true-client-ip',
  'via',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-real-ip',
  'x-remote-addr',
  'x-remote-ip',
  'x-rewrite-url',
]);

/**
 * Whether upstreams may believe that this header is from a proxy or gateway: the address that a client has, the URL and the
 * method that it asked for, who it is. Any client can send it, so that no pattern passes it on; a rule that names it does.
 */
export function isSetByHopsBefore(name: string): boolean {
  return setByHopsBefore.has(name) || /^x-(?:forwarded|original|envoy|auth)-/.test(name);
}

/**
 * What no header rule can tell a client: how an answer may be cached, and who may read it, is decided for the whole of it.
 */
export const fixedResponseHeaders: ReadonlySet<string> = new Set([
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
  'x-content-type-options',
]);

/** Whether this can stand in a header (RFC 9110, section 5.5): no line breaks, nothing beyond ISO 8859-1. */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}
