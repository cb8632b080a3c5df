import { z } from 'zod';
import { duration, size } from '../units.ts';

/** The error policies that `onError` selects. */
export const onErrorChoice = z
  .enum(['null', 'default', 'lastGood', 'omit', 'fail'])
  .describe(
    '`null`: the field is null. `default`: the field has the value of `value`. `lastGood`: the field has its last good value, if that is not older than `maxAge`. `omit`: the object that contains the field is removed from its list. `fail`: the whole request fails.',
  );

/** The settings of a policy besides its name. */
export const policyFields = {
  value: z
    .unknown()
    .optional()
    .describe('With `default`: the value, of the type that the field has in the graph.'),
  maxAge: duration({ min: '1s', max: '30d' })
    .optional()
    .describe('With `lastGood`: the maximum age of the value.'),
  shared: z
    .boolean()
    .optional()
    .describe(
      'With `lastGood`: whether a value that was read for one user may be returned to others. Use it only for data that is the same for all users.',
    ),
};

const policy = z
  .strictObject({ onError: onErrorChoice, ...policyFields })
  .describe('The policy that applies when the upstream fails.');

/** How responses degrade when upstreams fail. */
export const degradationSettings = z
  .strictObject({
    softDeadline: duration({ min: '10ms', max: '10m' })
      .optional()
      .describe(
        'After this time a query returns the data that is available; fields that are not resolved count as failed. Must be below `requestDeadline`. Not set: a query waits for all of its fields.',
      ),
    nullability: z
      .enum(['strict', 'relaxed'])
      .optional()
      .describe(
        '`relaxed`: a field that another upstream than that of its object resolves is nullable in the published schema, so that its failure does not null its parents. `strict`: it has the nullability of the graph. Not set: as `strict`, and startup logs the fields whose failure can null the whole response.',
      ),
    directives: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file of GraphQL type extensions whose fields have `@onError`. The path is relative to the file that contains this setting.',
      ),
    upstreams: z
      .record(z.string(), policy)
      .default({})
      .describe('Policies by subgraph or source name, for all of its fields.'),
    types: z
      .record(z.string(), policy)
      .default({})
      .describe('Policies by object type, for all of its fields. They take precedence over `upstreams`.'),
    fields: z
      .record(z.string(), policy)
      .default({})
      .describe('Policies by `Type.field`. They take precedence over `types` and `directives`.'),
    memory: size({ min: '1MB', max: '4GB' })
      .prefault('64MB')
      .describe('Maximum size of the last good values that the process stores.'),
  })
  .prefault({})
  .describe('How responses degrade when upstreams fail.');
