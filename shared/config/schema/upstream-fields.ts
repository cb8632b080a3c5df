import { z } from 'zod';
import { duration, size } from '../units.ts';

export const headerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a header name in lower case');

const httpUrlError = 'allowed is an http or https URL';

export const httpUrl = z
  .url({ protocol: /^https?$/, error: httpUrlError })
  // For editors and the reference: JSON Schema cannot restrict the scheme of a URL.
  .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?:', patternErrorMessage: httpUrlError });

const share = z.number().min(0).max(1);

export const connection = {
  timeout: duration({ min: '10ms', max: '5m' }).describe(
    'Timeout of a call, from its start to the last byte of its response, excluding retries. Must be below `requestDeadline`.',
  ),
  connectTimeout: duration({ min: '10ms', max: '1m' }).describe('Timeout for opening a connection.'),
  idleTimeout: duration({ min: '10ms', max: '1m' }).describe(
    'Maximum time without data within a response body.',
  ),
  maxResponse: size({ min: '1KB', max: '256MB' }).describe(
    'Maximum size of a response body, both compressed and decoded. Above it, reading stops and the call fails with SUBGRAPH_RESPONSE_TOO_LARGE.',
  ),
  maxResponseDepth: z
    .int()
    .min(4)
    .max(512)
    .describe(
      'Maximum depth of nested objects and lists in a JSON response. A deeper response is not parsed and the call fails.',
    ),
  maxResponseElements: z
    .int()
    .min(1000)
    .max(10_000_000)
    .describe(
      'Maximum number of values, lists and objects in a response. A response with more is not parsed and the call fails with SUBGRAPH_RESPONSE_TOO_LARGE. A number that a JavaScript number cannot represent counts as two; an element, attribute or entity of XML as ten.',
    ),
  maxUrl: size({ min: '256B', max: '1MB' }).describe(
    'Maximum length of the path and query of a call. A call with a longer one is not sent and its field fails with BAD_USER_INPUT.',
  ),
  maxHeaders: size({ min: '1KB', max: '1MB' }).describe(
    'Maximum size of the headers of a call, names and values together. A call with larger headers is not sent and its field fails with BAD_USER_INPUT.',
  ),
  connections: z.int().min(1).max(10_000).describe('Maximum number of open connections to each endpoint.'),
  compression: z
    .enum(['none', 'gzip'])
    .describe('The encoding that calls accept (`Accept-Encoding`). Brotli is never accepted.'),
  protocol: z
    .enum(['http1', 'h2', 'h2c'])
    .describe(
      '`h2`: HTTP/2 over TLS, if the upstream offers it. `h2c`: HTTP/2 without TLS and without negotiation.',
    ),
  mandatory: z
    .boolean()
    .describe('Whether the process becomes ready only after this upstream has been reached once.'),
  priority: z
    .int()
    .min(1)
    .max(1000)
    .describe(
      "This client's share of `concurrency.max` in proportion to the priorities of the other clients. It applies when `concurrency.max` is exhausted and `redis` is set. The others may use the capacity that a client does not use.",
    ),
};

export const tls = {
  ca: z
    .string()
    .min(1)
    .describe(
      'File of the CA certificates (PEM) that are trusted instead of the public ones. The path, like those of the other files, is relative to the file that contains this setting.',
    ),
  certificate: z.string().min(1).describe('File of our own certificate chain (PEM), for mutual TLS.'),
  key: z.string().min(1).describe('File of the private key (PEM) of `certificate`.'),
  serverName: z
    .string()
    .min(1)
    .describe('The name that the certificate must have, if it is not the host of the URL.'),
  pins: z
    .array(z.string().regex(/^sha256\/[A-Za-z0-9+/]{43}=$/, 'a pin such as sha256/…= (base64 of 32 bytes)'))
    .min(1)
    .max(10)
    .describe(
      "Digests of public keys (RFC 7469, section 2.4). The upstream's certificate or one of its issuers must match one of them.",
    ),
};

export const retry = {
  attempts: z
    .int()
    .min(0)
    .max(5)
    .describe('Maximum number of retries of a failed read. Writes are never retried.'),
  minBackoff: duration({ min: '1ms', max: '10s' }).describe(
    'Upper bound of the first backoff. It doubles with each retry.',
  ),
  maxBackoff: duration({ min: '1ms', max: '1m' }).describe(
    'Upper bound of every backoff. Each backoff is random between 0 and its bound.',
  ),
  statuses: z
    .array(z.int().min(400).max(599))
    .max(20)
    .describe('HTTP statuses after which a read is retried.'),
};

export const hedge = {
  enabled: z
    .boolean()
    .describe(
      'Whether a read that takes longer than most is sent a second time. The first response is used.',
    ),
  percentile: z
    .number()
    .min(0.5)
    .max(0.999)
    .describe('The percentile of observed durations after which the second call is sent.'),
};

export const breaker = {
  enabled: z.boolean().describe('Whether the circuit breaker stops calls when too many fail.'),
  failureRate: z.number().min(0.01).max(1).describe('Share of failed calls at which the breaker opens.'),
  minimumCalls: z
    .int()
    .min(1)
    .max(10_000)
    .describe('Minimum number of calls in the window before the breaker can open.'),
  window: duration({ min: '1s', max: '5m' }).describe('Length of the sliding window in which calls count.'),
  openFor: duration({ min: '100ms', max: '10m' }).describe(
    'How long the breaker stays open the first time (±20 %). The time doubles after each failed probe.',
  ),
  maxOpenFor: duration({ min: '100ms', max: '1h' }).describe('Maximum time that the breaker stays open.'),
  ramp: duration({ min: '0s', max: '5m' }).describe(
    'Time from a successful probe until all calls are allowed again.',
  ),
  slowCall: duration({ min: '10ms', max: '5m' }).describe(
    'A call that takes longer than this counts as failed. Not set: slow calls do not count as failed.',
  ),
  errorCodes: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'an error code such as INTERNAL_SERVER_ERROR'))
    .max(100)
    .describe('A response with an error of one of these codes counts as a failed call.'),
  scope: z
    .enum(['endpoint', 'coordinate'])
    .describe(
      '`endpoint`: one breaker for each endpoint. `coordinate`: one for each entity type or root field of each endpoint.',
    ),
};

export const concurrency = {
  max: z
    .int()
    .min(1)
    .max(10_000)
    .describe(
      'Maximum number of calls in flight: of this process, or with `redis` of all processes of all clients together, which must then use the same value.',
    ),
  adaptive: z
    .boolean()
    .describe(
      'Whether the limit adapts to the observed latency, between `min` and `max`. The limit does not decrease while this process itself is late.',
    ),
  min: z
    .int()
    .min(1)
    .max(10_000)
    .describe('Lower bound of the adaptive limit. Not set: the default, or `max` if that is lower.'),
  initial: z
    .int()
    .min(1)
    .max(10_000)
    .describe(
      'Initial value of the adaptive limit. At `max`, no call waits before latencies have been measured.',
    ),
  tolerance: z
    .number()
    .min(1)
    .max(10)
    .describe('Ratio of the current latency to its long-term mean above which the adaptive limit decreases.'),
  queue: z
    .int()
    .min(0)
    .max(10_000)
    .describe(
      'Maximum number of calls that wait for the limit, each for at most `timeout`. Further calls fail with SUBGRAPH_OVERLOADED. One client request makes many calls at once: without a queue, simultaneous requests would make each other fail.',
    ),
};

export const balancing = {
  policy: z
    .enum(['roundRobin', 'leastPending', 'powerOfTwo', 'consistentHash'])
    .describe('The load balancing policy for several endpoints.'),
  hash: z
    .string()
    .regex(/^(?:header:[a-z0-9-]{1,64}|claim:[A-Za-z0-9_:/.-]{1,128})$/, 'header:<name> or claim:<name>')
    .describe(
      'The hash key of `consistentHash`: `header:<name>` of the client request or `claim:<name>` of its token.',
    ),
};

export const ejection = {
  consecutiveFailures: z
    .int()
    .min(0)
    .max(1000)
    .describe('Number of consecutive failures after which an endpoint is ejected. 0 disables ejection.'),
  ejectFor: duration({ min: '100ms', max: '1h' }).describe(
    'How long an endpoint is ejected the first time. The time grows by this amount with each further ejection.',
  ),
  maxEjectFor: duration({ min: '100ms', max: '1h' }).describe('Maximum time of an ejection.'),
  maxEjected: share.describe(
    'Maximum share of endpoints that are ejected at once. If there are several endpoints, one may always be ejected.',
  ),
};

export const healthCheck = {
  path: z
    .string()
    .regex(/^\/[^\s#]{0,1023}$/, 'a path that begins with /')
    .describe('The path that is requested with GET; a 2xx status is healthy. Not set: no checks.'),
  interval: duration({ min: '100ms', max: '10m' }).describe('Interval between two checks of an endpoint.'),
  timeout: duration({ min: '10ms', max: '1m' }).describe('Timeout of a check.'),
  unhealthyAfter: z
    .int()
    .min(1)
    .max(100)
    .describe('Number of consecutive failed checks after which an endpoint is unhealthy and not used.'),
  healthyAfter: z
    .int()
    .min(1)
    .max(100)
    .describe('Number of consecutive successful checks after which it is used again.'),
};

export const deduplicate = {
  enabled: z.boolean().describe('Whether equal concurrent reads of several client requests are sent once.'),
  credentials: z
    .boolean()
    .describe(
      "Whether this also applies, separately for each user, to calls with a user's subject, authorization or cookie.",
    ),
};

export const discovery = {
  dns: z
    .enum(['none', 'a', 'srv'])
    .describe(
      "`a`: every address of the URL's host is an endpoint (A records, or AAAA records if there are none). `srv`: the host is the name of an SRV record, whose targets are the endpoints, with their ports, weights and priorities.",
    ),
  file: z
    .string()
    .min(1)
    .describe(
      'A JSON file with a list of `{ "url": …, "weight": … }` that replaces `url`. It is watched for changes. The path is relative to the file that contains this setting.',
    ),
  refresh: duration({ min: '1s', max: '1h' }).describe(
    'Interval of DNS queries, or of checks of the file if change notifications are not available.',
  ),
};

export const endpoint = z
  .strictObject({
    url: httpUrl.describe('The URL of the endpoint; only its origin and path are used.'),
    weight: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('The share of calls in proportion to the weights of the other endpoints.'),
  })
  .describe('One instance of the upstream.');
