import { type GraphQLSchema, print } from 'graphql';
import { internalError } from '../core/channels.ts';
import type { Engine, GraphEngine } from '../core/engine.ts';

/** An engine whose graph can be exchanged while requests are in flight. */
export interface ReplaceableEngine {
  /** What Apollo Server is given. Stopping it closes every version that is still open. */
  readonly gateway: Engine;
  current(): GraphEngine;
  /**
   * Keeps every version open that a request may need: what is current when the work begins is closed after the work has
   * ended. A request is such work from before its document is looked at.
   */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * From now on new requests are answered by `next`; those that were validated before end where they began. Throws, and
   * changes nothing, when Apollo Server refuses the schema.
   */
  replace(next: GraphEngine): void;
}

interface Version {
  readonly engine: GraphEngine;
  holders: number;
}

type Listener = Parameters<Engine['onSchemaLoadOrUpdate']>[0];

export function createReplaceableEngine(first: GraphEngine): ReplaceableEngine {
  const open = new Map<GraphQLSchema, Version>();
  const listeners = new Set<Listener>();
  const closing = new Set<Promise<void>>();
  let current = enter(first);

  function enter(engine: GraphEngine): Version {
    const version = { engine, holders: 0 };
    open.set(engine.schema, version);
    return version;
  }

  function closeIfUnused(version: Version): void {
    const { engine, holders } = version;
    if (holders > 0 || version === current || !open.delete(engine.schema)) return;
    const closed = engine.close().catch((error: unknown) => {
      internalError.publish({ requestId: undefined, error });
    });
    closing.add(closed);
    void closed.then(() => closing.delete(closed));
  }

  const gateway: Engine = {
    async load() {
      return {
        executor: (requestContext) => {
          const { engine } = open.get(requestContext.schema) ?? current;
          return engine.executor(requestContext);
        },
      };
    },
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      listener(described(current.engine));
      return () => listeners.delete(listener);
    },
    async stop() {
      const engines = [...open.values()].map(({ engine }) => engine.close());
      open.clear();
      await Promise.all([...engines, ...closing]);
    },
  };

  return {
    gateway,
    current: () => current.engine,
    async hold(work) {
      const version = current;
      version.holders += 1;
      try {
        return await work();
      } finally {
        version.holders -= 1;
        if (version !== current) closeIfUnused(version);
      }
    },
    replace(next) {
      const before = current;
      const version = enter(next);
      try {
        for (const listener of listeners) listener(described(next));
      } catch (error) {
        open.delete(next.schema);
        throw error;
      }
      current = version;
      closeIfUnused(before);
    },
  };
}

function described({ schema, supergraph }: GraphEngine): Parameters<Listener>[0] {
  return { apiSchema: schema, coreSupergraphSdl: print(supergraph) };
}
