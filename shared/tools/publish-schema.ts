import type { Settings } from '../config/settings-schema.ts';
import { readGraph } from '../runtime/load/load-graph.ts';
import { publishSchema } from '../supergraph/publish-schema.ts';

/** What a client sees. */
export interface Publication {
  /** `<client>`, or `<client>.<version>` where there are several contracts. */
  readonly name: string;
  /** In a stable order. */
  readonly sdl: string;
}

/** The schemas that a client sees, one for each of its contracts. Rejects with a `StartError` like a start would. */
export async function publishClient(settings: Settings): Promise<Publication[]> {
  const { contracts } = await readGraph(settings);
  return contracts.all.map(({ version, schema }) => ({
    name: version === undefined ? settings.client : `${settings.client}.${version}`,
    sdl: publishSchema(schema, settings.degradation.nullability),
  }));
}
