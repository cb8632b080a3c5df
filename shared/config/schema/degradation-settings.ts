import { z } from 'zod';
import { duration, size } from '../units.ts';

/** What `onError` chooses. */
export const onErrorChoice = z
  .enum(['null', 'default', 'lastGood', 'omit', 'fail'])
  .describe(
    '`null`: the field is null. `default`: it is `value`. `lastGood`: it is what was read last, if that is not older than `maxAge`. `omit`: the object that has the field is left out of its list. `fail`: the whole request fails.',
  );

/** What a policy has beside its name. */
export const policyFields = {
  value: z.unknown().optional().describe('With `default`: the value, as the schema of the graph has it.'),
  maxAge: duration({ min: '1s', max: '30d' })
    .optional()
    .describe('With `lastGood`: how old the value may be.'),
  shared: z
    .boolean()
    .optional()
    .describe(
      'With `lastGood`: whether users may be given what was read for another one. Only for data that is the same for everybody.',
    ),
};

const policy = z
  .strictObject({ onError: onErrorChoice, ...policyFields })
  .describe('What stands there when the upstream fails.');

/** What a client gets when upstreams fail. */
export const degradationSettings = z
  .strictObject({
    softDeadline: duration({ min: '10ms', max: '10m' })
      .optional()
      .describe(
        'After this time a query is answered with what is there; what is not counts as failed. Must be below `requestDeadline`. Not set: everything is waited for.',
      ),
    nullability: z
      .enum(['strict', 'relaxed'])
      .optional()
      .describe(
        '`relaxed`: a field that comes from another upstream than its object is nullable in the published schema, so that its failure takes nothing else with it. `strict`: it stays as the graph has it. Not set: as `strict`, and a start names the fields that can take an answer with them.',
      ),
    directives: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file of GraphQL type extensions whose fields carry `@onError`; its path is relative to the file that names it.',
      ),
    upstreams: z
      .record(z.string(), policy)
      .default({})
      .describe('By subgraph or source name: for all of its fields.'),
    types: z
      .record(z.string(), policy)
      .default({})
      .describe('By object type: for all of its fields; wins over `upstreams`.'),
    fields: z
      .record(z.string(), policy)
      .default({})
      .describe('By `Type.field`; wins over `types` and `directives`.'),
    memory: size({ min: '1MB', max: '4GB' })
      .prefault('64MB')
      .describe('How much of what was read last is kept in the process.'),
  })
  .prefault({})
  .describe('What a client gets when upstreams fail.');
