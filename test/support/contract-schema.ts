import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { readGraph } from '../../shared/runtime/load/load-graph.ts';
import { projectRoot } from '../architecture/project-root.ts';
import type { ClientName } from './harbour-client.ts';

/** The part of Harbour's graph in a client's contract, without a view. */
export async function contractSchema(client: ClientName): Promise<GraphQLSchema> {
  const { schema } = await readGraph(loadSettings(join(projectRoot, 'bffs', client, 'bff.yaml')));
  return schema;
}
