import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

/** What a healthy scripted upstream says. */
export const UpstreamAnswers = z.union([
  /** The same JSON to every request: any REST service, or a subgraph that is asked one thing only. */
  z.strictObject({ json: z.unknown() }),
  /** A subgraph over objects: root fields by name, entities by type. Federation 1 when its SDL links nothing. */
  z.strictObject({
    sdl: z.string(),
    root: object.default({}),
    /** An entity is the first object that has all fields of the representation; without one it is null. */
    entities: z.record(z.string(), z.array(object)).default({}),
  }),
]);

export type UpstreamAnswers = z.output<typeof UpstreamAnswers>;

export type UpstreamAnswersInput = z.input<typeof UpstreamAnswers>;
