import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

/** The responses of a healthy scripted upstream. */
export const UpstreamResponses = z.union([
  /** The same JSON for every request: any REST service, or a subgraph that receives only one operation. */
  z.strictObject({ json: z.unknown() }),
  /** A subgraph over objects: root fields by name, entities by type. Federation 1 if its SDL has no @link. */
  z.strictObject({
    sdl: z.string(),
    root: object.default({}),
    /** An entity is the first object that has all fields of the representation; null if there is none. */
    entities: z.record(z.string(), z.array(object)).default({}),
  }),
]);

export type UpstreamResponses = z.output<typeof UpstreamResponses>;

export type UpstreamResponsesInput = z.input<typeof UpstreamResponses>;
