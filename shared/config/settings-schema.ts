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
    .describe('A settings file that this one refines; its path is relative to this file.'),
  client: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a client name has lower-case letters, digits and -')
    .default('graph')
    .describe('The name of the client that this process serves; stands in every log line.'),
  supergraph: z
    .string()
    .min(1)
    .describe('The composed supergraph file; its path is relative to the file that names it.'),
  engine: z
    .enum(['native', 'reference'])
    .default('native')
    .describe('What executes operations: our own engine, or the stock Apollo Gateway (`reference`).'),
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
      port: z.int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 takes any free one.'),
    })
    .prefault({})
    .describe('Where clients connect.'),
  contract: z
    .strictObject({
      include: z
        .array(tagName)
        .default([])
        .describe('When not empty, only fields and unions that carry one of these tags are published.'),
      exclude: z
        .array(tagName)
        .default([])
        .describe('Whatever carries one of these tags is not published, included or not.'),
    })
    .prefault({})
    .describe('Which part of the graph this client sees, by `@tag`.'),
  trustedDocuments: documentSettings,
  reload: z
    .strictObject({
      warmOperations: z
        .int()
        .min(0)
        .max(10_000)
        .default(100)
        .describe(
          'How many operations, those asked most often first, are planned for a new graph before it takes over.',
        ),
      watch: z
        .boolean()
        .default(true)
        .describe('Whether the files are watched; without it only SIGHUP has them read again.'),
    })
    .prefault({})
    .describe(
      'How the settings, the supergraph and the trusted documents are read again: on SIGHUP, and when they change.',
    ),
  view: viewSettings,
  budgets: budgetSettings,
  introspection: z
    .boolean()
    .default(false)
    .describe(
      'Whether clients may ask for the schema (`__schema`, `__type`); for development. Without a settings file they may. Where it is off, messages about documents and variables name no type and no field that the client did not name itself.',
    ),
  requestDeadline: duration({ min: '50ms', max: '10m' })
    .prefault('10s')
    .describe('Longest time for a whole request; what is not there by then is aborted.'),
  deadlineHeader: headerName
    .default('x-request-timeout-ms')
    .describe(
      'The header in which every upstream is told for how many more milliseconds its answer is waited for: what is left until `requestDeadline`, or the timeout of the call if that is less.',
    ),
  planTimeout: duration({ min: '10ms', max: '5m' })
    .prefault('1s')
    .describe(
      'Longest time for planning an operation that a client has sent: on a processor, where the system tells it (Linux), else by the clock; only `engine: native` can hold it. More: QUERY_PLANNING_FAILED.',
    ),
  planning: planningSettings,
  overrideLabels: z
    .record(z.string(), z.boolean().describe('Whether it is on.'))
    .default({})
    .describe('Which labels of progressive `@override`s are on; `percent(n)` labels decide by themselves.'),
  deduplication: z
    .strictObject({
      requests: z
        .boolean()
        .default(false)
        .describe(
          'Whether equal queries without a user that are in flight together are executed once; with `engine: native`. Headers that `headers` passes on count as part of a query; `authorization` and `cookie` among them as a user.',
        ),
    })
    .prefault({})
    .describe('What requests that are in flight at the same time have in common.'),
  limits: z
    .strictObject({
      body: size({ min: '1KB', max: '64MB' }).prefault('256KB').describe('Largest request body.'),
      headers: z
        .int()
        .min(10)
        .max(1000)
        .default(100)
        .describe(
          'Most header fields of a request, and most trailer fields; one with more is refused with HEADERS_TOO_LARGE. All fields of a request together have at most 16 KB.',
        ),
      response: size({ min: '1KB', max: '512MB' })
        .prefault('32MB')
        .describe(
          'Largest `data` of an answer; with `engine: native`. Nested lists can make one that no upstream sent.',
        ),
      operation: operationLimits,
    })
    .prefault({})
    .describe('Bounds on what a client may send and be sent.'),
  upstreams: z
    .strictObject({
      all: upstreamDefaults.prefault({}).describe('What holds for every upstream.'),
      subgraphs: z.record(z.string(), upstreamOverride).default({}).describe('By subgraph name.'),
      sources: z.record(z.string(), upstreamOverride).default({}).describe('By `@source` name.'),
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
    .describe('How many processes share the port; `auto`: one for each core.'),
  includeSubgraphErrors: z
    .strictObject({
      all: z.boolean().default(false).describe('For every subgraph.'),
      subgraphs: z
        .record(z.string(), z.boolean().describe('For this subgraph, whatever `all` says.'))
        .default({})
        .describe('By subgraph name.'),
    })
    .prefault({})
    .describe(
      "Whether clients see the messages of errors that subgraphs report, and the subgraph's name as `extensions.serviceName`; codes are always passed on.",
    ),
  authentication: authenticationSettings,
  logs: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('The least severe level that is written.'),
    })
    .prefault({})
    .describe('One JSON object a line on standard output.'),
  shutdown: z
    .strictObject({
      delay: duration({ min: '0s', max: '5m' })
        .prefault('5s')
        .describe(
          'How long after SIGTERM new requests are still accepted while `/readyz` says 503, so that balancers can notice.',
        ),
      grace: duration({ min: '0s', max: '5m' })
        .prefault('10s')
        .describe('How long after that requests in flight may go on.'),
    })
    .prefault({})
    .describe('How the process ends.'),
});

/** A settings file as it is written. */
export type SettingsInput = z.input<typeof settingsSchema>;

/** Settings as the process uses them: durations in ms, sizes in bytes, every default filled in, frozen. */
export type Settings = z.output<typeof settingsSchema>;

/** What holds for one upstream after `all` and its own override are merged. */
export type UpstreamSettings = Settings['upstreams']['all'] &
  Pick<Required<z.output<typeof upstreamOverride>>, 'url' | 'endpoints' | 'discovery'>;
