import type { Settings } from '../config/settings-schema.ts';
import { readGraph } from '../runtime/load/load-graph.ts';
import { publishSchema } from '../supergraph/publish-schema.ts';

/** A schema that a client sees. */
export interface Publication {
  /** `<client>`, or `<client>.<version>` if there are several API versions. */
  readonly name: string;
  /** SDL with definitions in a stable order. */
  readonly sdl: string;
}

/** Returns the schemas that a client sees, one for each API version. Rejects with a `StartError` as a start would. */
export async function publishClient(settings: Settings): Promise<Publication[]> {
  const { clientSchemas } = await readGraph(settings);
  return clientSchemas.all.map(({ version, schema }) => ({
    name: version === undefined ? settings.client : `${settings.client}.${version}`,
    sdl: publishSchema(schema, settings.degradation.nullability),
  }));
}
