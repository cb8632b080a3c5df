import type { Engine, GraphEngine } from '../core/engine.ts';

/** An engine as Apollo Server wants it. Its graph never changes; whoever made it closes it. */
export function gatewayOf({ schema, executor }: GraphEngine): Engine {
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate(listener) {
      // The text is for reports to a registry, of which there are none.
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
