/** Headers of one connection (RFC 9110, section 7.6.1), and those that frame a message. */
const ofTheConnection = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Headers that the HTTP client sets for the connection or the body; lower-case names. */
export const connectionHeaders: ReadonlySet<string> = new Set([...ofTheConnection, 'host']);

/** Headers that belong to the transport and the coding of a message, not to the client or the upstream. */
const ofTheMessage = [
  ...ofTheConnection,
  'content-encoding',
  'content-range',
  'content-type',
  'http2-settings',
  'x-request-id',
];

/** Headers that no header rule can send to an upstream; lower-case names. */
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
 * Whether upstreams may believe that this header comes from a proxy or gateway: the client's address, the requested URL and
 * method, the identity. Any client can send it, so no pattern forwards it; only a rule that names it does.
 */
export function isSetByHopsBefore(name: string): boolean {
  return setByHopsBefore.has(name) || /^x-(?:forwarded|original|envoy|auth)-/.test(name);
}

/**
 * Headers that no header rule can send to a client: caching and cross-origin access are decided for the whole response.
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

/** Whether a text is allowed in a header (RFC 9110, section 5.5): no line breaks, no characters beyond ISO 8859-1. */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}
