import type { Engine, GraphEngine } from '../core/engine.ts';

/** Adapts an engine to Apollo Server's `gateway` option. Its graph never changes, and it is not closed here. */
export function gatewayOf({ schema, executor }: GraphEngine): Engine {
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate(listener) {
      // The text would be for reports to a registry, which are not sent.
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
