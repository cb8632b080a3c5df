import { z } from 'zod';
import { authenticationSettings } from './schema/authentication-settings.ts';
import { budgetSettings } from './schema/budget-settings.ts';
import { cachingSettings, compressionSettings } from './schema/caching-settings.ts';
import { degradationSettings } from './schema/degradation-settings.ts';
import { documentSettings } from './schema/document-settings.ts';
import { headerSettings } from './schema/header-settings.ts';
import { operationLimits } from './schema/operation-limits.ts';
import { planningSettings } from './schema/planning-settings.ts';
import {
  adminSettings,
  overloadSettings,
  redisSettings,
  retryBudgetSettings,
} from './schema/process-settings.ts';
import { headerName } from './schema/upstream-fields.ts';
import { upstreamDefaults, upstreamOverride } from './schema/upstream-settings.ts';
import { viewSettings } from './schema/view-settings.ts';
import { wireFormSettings } from './schema/wire-settings.ts';
import { duration, size } from './units.ts';

const tagName = z.string().regex(/^[A-Za-z][A-Za-z0-9_/-]{0,127}$/, 'a tag has letters, digits, _, - and /');

/** Every setting of a Frontage process. `docs/reference/settings.md` and the JSON Schema are generated from this. */
export const settingsSchema = z.strictObject({
  extends: z
    .string()
    .min(1)
    .optional()
    .describe('A settings file whose settings this file overrides. The path is relative to this file.'),
  client: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a client name has lower-case letters, digits and -')
    .default('graph')
    .describe('The name of the client that this process serves. Every log line has it.'),
  supergraph: z
    .string()
    .min(1)
    .describe('The composed supergraph file. The path is relative to the file that contains this setting.'),
  engine: z
    .enum(['native', 'reference'])
    .default('native')
    .describe(
      'The engine that executes operations: our own (`native`), or the stock Apollo Gateway (`reference`).',
    ),
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
      port: z.int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 selects a free port.'),
    })
    .prefault({})
    .describe('The listener for clients.'),
  contract: z
    .strictObject({
      include: z
        .array(tagName)
        .default([])
        .describe('If not empty, only fields and unions with one of these tags are published.'),
      exclude: z
        .array(tagName)
        .default([])
        .describe('Elements with one of these tags are not published, even if they are included.'),
    })
    .prefault({})
    .describe('The part of the graph that this client sees, selected by `@tag`.'),
  trustedDocuments: documentSettings,
  plugins: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A TypeScript or JavaScript file that exports Apollo Server plugins as `plugins`; the path is relative to the file that contains this setting. With plugins, every operation goes through Apollo Server; without them, only the first request of each document does.',
    ),
  reload: z
    .strictObject({
      warmOperations: z
        .int()
        .min(0)
        .max(10_000)
        .default(100)
        .describe(
          'How many of the most frequently requested operations are planned for a new graph before it replaces the old one.',
        ),
      watch: z
        .boolean()
        .default(true)
        .describe('Whether the files are watched for changes. If not, only SIGHUP reloads them.'),
    })
    .prefault({})
    .describe(
      'How the settings, the supergraph and the trusted documents are reloaded: on SIGHUP, and when they change.',
    ),
  view: viewSettings,
  budgets: budgetSettings,
  introspection: z
    .boolean()
    .default(false)
    .describe(
      'Whether clients may query the schema (`__schema`, `__type`); for development. On if there is no settings file. If it is off, messages about documents and variables contain no type or field name that the client did not send itself.',
    ),
  requestDeadline: duration({ min: '50ms', max: '10m' })
    .prefault('10s')
    .describe('Deadline of a request. Upstream calls that are still running then are aborted.'),
  deadlineHeader: headerName
    .default('x-request-timeout-ms')
    .describe(
      'The header that sends every upstream the time in milliseconds for which its response is awaited: the remaining time until `requestDeadline`, or the timeout of the call if that is less.',
    ),
  planTimeout: duration({ min: '10ms', max: '5m' })
    .prefault('1s')
    .describe(
      'Timeout for planning an operation that a client has sent. Planning runs in slices of about 10 ms; the time between them does not count. Only `engine: native` enforces it. Exceeded: QUERY_PLANNING_FAILED.',
    ),
  planning: planningSettings,
  overrideLabels: z
    .record(z.string(), z.boolean().describe('Whether the label is on.'))
    .default({})
    .describe(
      'Which labels of progressive `@override`s are on. `percent(n)` labels are evaluated without a setting.',
    ),
  deduplication: z
    .strictObject({
      requests: z
        .boolean()
        .default(false)
        .describe(
          'Whether equal concurrent queries without a user are executed once. Requires `engine: native`. Headers that `headers` forwards are part of the comparison; a forwarded `authorization` or `cookie` counts as a user.',
        ),
    })
    .prefault({})
    .describe('Deduplication of concurrent requests.'),
  limits: z
    .strictObject({
      body: size({ min: '1KB', max: '64MB' }).prefault('256KB').describe('Maximum size of a request body.'),
      headers: z
        .int()
        .min(10)
        .max(1000)
        .default(100)
        .describe(
          'Maximum number of header fields of a request, and of trailer fields. A request with more is refused with HEADERS_TOO_LARGE. The size of all fields of a request together is limited to 16 KB.',
        ),
      response: size({ min: '1KB', max: '512MB' })
        .prefault('32MB')
        .describe(
          'Maximum size of the `data` of a response. Requires `engine: native`. Nested lists can make a response larger than any upstream response.',
        ),
      operation: operationLimits,
    })
    .prefault({})
    .describe('Limits of requests and responses.'),
  upstreams: z
    .strictObject({
      all: upstreamDefaults.prefault({}).describe('The settings of every upstream.'),
      subgraphs: z.record(z.string(), upstreamOverride).default({}).describe('Overrides by subgraph name.'),
      sources: z.record(z.string(), upstreamOverride).default({}).describe('Overrides by `@source` name.'),
    })
    .prefault({})
    .describe('How subgraphs and REST sources are called.'),
  retryBudget: retryBudgetSettings,
  headers: headerSettings,
  degradation: degradationSettings,
  wireForms: wireFormSettings,
  caching: cachingSettings.optional(),
  compression: compressionSettings,
  overload: overloadSettings,
  redis: redisSettings.optional(),
  admin: adminSettings.optional(),
  workers: z
    .union([z.literal('auto'), z.int().min(1).max(256)])
    .default(1)
    .describe('Number of processes that share the port; `auto`: one for each core.'),
  includeSubgraphErrors: z
    .strictObject({
      all: z.boolean().default(false).describe('The value for every subgraph.'),
      subgraphs: z
        .record(z.string(), z.boolean().describe('The value for this subgraph; overrides `all`.'))
        .default({})
        .describe('Values by subgraph name.'),
    })
    .prefault({})
    .describe(
      "Whether clients see the messages of subgraph errors, and the subgraph's name as `extensions.serviceName`. Error codes are always passed on.",
    ),
  authentication: authenticationSettings,
  logs: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('The minimum level that is logged.'),
    })
    .prefault({})
    .describe('Logs: one JSON object per line on standard output.'),
  shutdown: z
    .strictObject({
      delay: duration({ min: '0s', max: '5m' })
        .prefault('5s')
        .describe(
          'How long after SIGTERM new requests are still accepted while `/readyz` responds with 503, so that load balancers can react.',
        ),
      grace: duration({ min: '0s', max: '5m' })
        .prefault('10s')
        .describe('How long after `delay` requests in flight may continue.'),
    })
    .prefault({})
    .describe('How the process shuts down.'),
});

/** The content of a settings file, before defaults and conversions. */
export type SettingsInput = z.input<typeof settingsSchema>;

/** Settings as the process uses them: durations in ms, sizes in bytes, every default filled in, frozen. */
export type Settings = z.output<typeof settingsSchema>;

/** The settings of one upstream: `all` merged with its own overrides. */
export type UpstreamSettings = Settings['upstreams']['all'] &
  Pick<Required<z.output<typeof upstreamOverride>>, 'url' | 'endpoints' | 'discovery'>;
