import { z } from 'zod';
import { duration, size } from '../units.ts';

export const headerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a header name in lower case');

const httpUrlError = 'allowed is an http or https URL';

export const httpUrl = z
  .url({ protocol: /^https?$/, error: httpUrlError })
  // For editors and the reference: of a URL, JSON Schema knows no scheme.
  .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?:', patternErrorMessage: httpUrlError });

const share = z.number().min(0).max(1);

export const connection = {
  timeout: duration({ min: '10ms', max: '5m' }).describe(
    'Longest time from the start of a call to the last byte of its answer, retries not counted. Must be below `requestDeadline`.',
  ),
  connectTimeout: duration({ min: '10ms', max: '1m' }).describe('Longest time to open a connection.'),
  idleTimeout: duration({ min: '10ms', max: '1m' }).describe('Longest silence within the body of an answer.'),
  maxResponse: size({ min: '1KB', max: '256MB' }).describe(
    'Largest answer body, compressed and decoded; reading stops there and the call fails with SUBGRAPH_RESPONSE_TOO_LARGE.',
  ),
  maxResponseDepth: z
    .int()
    .min(4)
    .max(512)
    .describe('Deepest nesting of objects and lists in a JSON answer; a deeper one fails the call unparsed.'),
  maxResponseElements: z
    .int()
    .min(1000)
    .max(10_000_000)
    .describe(
      'Most values, lists and objects in an answer; one with more is not parsed and the call fails with SUBGRAPH_RESPONSE_TOO_LARGE. A number that a JavaScript number cannot hold counts as two, an element, attribute or entity of XML as ten.',
    ),
  maxUrl: size({ min: '256B', max: '1MB' }).describe(
    'Longest path and query of a call; one that is longer is not sent and its field fails with BAD_USER_INPUT.',
  ),
  maxHeaders: size({ min: '1KB', max: '1MB' }).describe(
    'Most bytes in the headers of a call, names and values together; one with more is not sent and its field fails with BAD_USER_INPUT.',
  ),
  connections: z
    .int()
    .min(1)
    .max(10_000)
    .describe('Most connections that are open at once, for each endpoint.'),
  compression: z
    .enum(['none', 'gzip'])
    .describe('What an upstream is told it may compress with. Brotli is never accepted.'),
  protocol: z
    .enum(['http1', 'h2', 'h2c'])
    .describe('`h2` over TLS where the upstream offers it, `h2c` without TLS and without asking.'),
  mandatory: z
    .boolean()
    .describe('Whether the process is ready only after this upstream has been reached once.'),
  priority: z
    .int()
    .min(1)
    .max(1000)
    .describe(
      "This client's share of `concurrency.max` in relation to the priorities of the other clients; counts when that is used up and `redis` is set. What a client does not use, the others may.",
    ),
};

export const tls = {
  ca: z
    .string()
    .min(1)
    .describe(
      'File of the certificates (PEM) that are trusted instead of the public ones; its path, like the others, is relative to the file that names it.',
    ),
  certificate: z.string().min(1).describe('File of our own certificate chain (PEM), for mutual TLS.'),
  key: z.string().min(1).describe('File of the private key (PEM) of `certificate`.'),
  serverName: z
    .string()
    .min(1)
    .describe('The name that the certificate must have, where it is not the host of the URL.'),
  pins: z
    .array(z.string().regex(/^sha256\/[A-Za-z0-9+/]{43}=$/, 'a pin such as sha256/…= (base64 of 32 bytes)'))
    .min(1)
    .max(10)
    .describe(
      "Digests of public keys (RFC 7469, section 2.4), of which the upstream's certificate or one of its issuers must have one.",
    ),
};

export const retry = {
  attempts: z.int().min(0).max(5).describe('How often a failed read is tried again. Writes never are.'),
  minBackoff: duration({ min: '1ms', max: '10s' }).describe('Upper bound of the first pause; it doubles.'),
  maxBackoff: duration({ min: '1ms', max: '1m' }).describe(
    'Upper bound of every pause; each is drawn between 0 and its bound.',
  ),
  statuses: z
    .array(z.int().min(400).max(599))
    .max(20)
    .describe('HTTP statuses after which a read is tried again.'),
};

export const hedge = {
  enabled: z
    .boolean()
    .describe(
      'Whether a read that takes longer than most is asked a second time, and the first answer counts.',
    ),
  percentile: z
    .number()
    .min(0.5)
    .max(0.999)
    .describe('Of the observed durations: after this one the second call is made.'),
};

export const breaker = {
  enabled: z.boolean().describe('Whether calls stop when too many fail.'),
  failureRate: z.number().min(0.01).max(1).describe('Share of failed calls at which it opens.'),
  minimumCalls: z.int().min(1).max(10_000).describe('How many calls of the window it takes to judge.'),
  window: duration({ min: '1s', max: '5m' }).describe('How far back calls count.'),
  openFor: duration({ min: '100ms', max: '10m' }).describe(
    'How long it stays open the first time (±20 %); doubles each time that the probe fails.',
  ),
  maxOpenFor: duration({ min: '100ms', max: '1h' }).describe('Longest time that it stays open.'),
  ramp: duration({ min: '0s', max: '5m' }).describe(
    'How long after a good probe until all calls are let through again.',
  ),
  slowCall: duration({ min: '10ms', max: '5m' }).describe(
    'A call that takes longer counts as failed. Not set: none does.',
  ),
  errorCodes: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'an error code such as INTERNAL_SERVER_ERROR'))
    .max(100)
    .describe('An answer with an error of one of these codes counts as failed.'),
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
      'Most calls in flight: from this process, or with `redis` from all processes of all clients together, which then have the same number here.',
    ),
  adaptive: z
    .boolean()
    .describe(
      'Whether the limit follows the latency that is observed, between `min` and `max`. While this process itself is late, the limit does not go down.',
    ),
  min: z
    .int()
    .min(1)
    .max(10_000)
    .describe('The adaptive limit does not go below this. Not set, it gives way to a lower `max`.'),
  initial: z
    .int()
    .min(1)
    .max(10_000)
    .describe('Where the adaptive limit begins. At `max`, no call waits before it is known what is slow.'),
  tolerance: z
    .number()
    .min(1)
    .max(10)
    .describe('How many times its long-term mean a latency may be before the adaptive limit goes down.'),
  queue: z
    .int()
    .min(0)
    .max(10_000)
    .describe(
      'How many calls may wait for a place, for as long as `timeout` says; what is beyond fails with SUBGRAPH_OVERLOADED. One client request makes many calls at once: with none that wait, requests that came together would refuse each other.',
    ),
};

export const balancing = {
  policy: z
    .enum(['roundRobin', 'leastPending', 'powerOfTwo', 'consistentHash'])
    .describe('How an endpoint is chosen where there are several.'),
  hash: z
    .string()
    .regex(/^(?:header:[a-z0-9-]{1,64}|claim:[A-Za-z0-9_:/.-]{1,128})$/, 'header:<name> or claim:<name>')
    .describe(
      'What `consistentHash` looks at: `header:<name>` of the client request or `claim:<name>` of its token.',
    ),
};

export const ejection = {
  consecutiveFailures: z
    .int()
    .min(0)
    .max(1000)
    .describe('After so many failures in a row an endpoint is passed over; 0 switches it off.'),
  ejectFor: duration({ min: '100ms', max: '1h' }).describe(
    'How long the first time; it grows by as much each further time.',
  ),
  maxEjectFor: duration({ min: '100ms', max: '1h' }).describe('Longest time.'),
  maxEjected: share.describe(
    'Largest share of the endpoints that is passed over; one of several may always be.',
  ),
};

export const healthCheck = {
  path: z
    .string()
    .regex(/^\/[^\s#]{0,1023}$/, 'a path that begins with /')
    .describe('Asked for with GET; a 2xx is healthy. Not set: no checks.'),
  interval: duration({ min: '100ms', max: '10m' }).describe('Time between two checks of an endpoint.'),
  timeout: duration({ min: '10ms', max: '1m' }).describe('Longest time for a check.'),
  unhealthyAfter: z.int().min(1).max(100).describe('So many failed checks in a row take an endpoint out.'),
  healthyAfter: z.int().min(1).max(100).describe('So many good ones in a row bring it back.'),
};

export const deduplicate = {
  enabled: z
    .boolean()
    .describe('Whether equal reads of several client requests that are in flight together are made once.'),
  credentials: z
    .boolean()
    .describe(
      "Whether that holds, user by user, for calls that carry a user's subject, authorization or cookie, too.",
    ),
};

export const discovery = {
  dns: z
    .enum(['none', 'a', 'srv'])
    .describe(
      "`a`: every address of the URL's host is an endpoint (A records; AAAA where there are none). `srv`: the host is the name of an SRV record, whose targets are endpoints with their ports, weights and priorities.",
    ),
  file: z
    .string()
    .min(1)
    .describe(
      'A JSON file with a list of `{ "url": …, "weight": … }` instead of `url`, which is watched; its path is relative to the file that names it.',
    ),
  refresh: duration({ min: '1s', max: '1h' }).describe(
    'How often DNS is asked again, or the file looked at where nothing tells that it has changed.',
  ),
};

export const endpoint = z
  .strictObject({
    url: httpUrl.describe('Its address; only origin and path count.'),
    weight: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Its share of the calls in relation to the other weights.'),
  })
  .describe('One instance.');
