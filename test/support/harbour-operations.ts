import { join } from 'node:path';
import type { DocumentNode } from 'graphql';
import { loadSettings } from '../../shared/config/load-settings.ts';
import { canonicalOperation } from '../../shared/plan/operation/canonical-operation.ts';
import { readGraph } from '../../shared/runtime/load/load-graph.ts';
import { projectRoot } from '../architecture/project-root.ts';

/** What the planner receives for the documents of one client of the demo. */
export interface ClientOperations {
  readonly client: string;
  readonly supergraph: DocumentNode;
  readonly operations: readonly {
    /** The file, and the name of the operation in it. */
    readonly name: string;
    readonly document: DocumentNode;
  }[];
}

/** The operations on the graph of every document that the demo's clients ship. */
export function readHarbourOperations(): Promise<readonly ClientOperations[]> {
  return Promise.all(['web', 'mobile', 'tv', 'partner'].map(readClient));
}

async function readClient(client: string): Promise<ClientOperations> {
  const settings = loadSettings(join(projectRoot, 'bffs', client, 'bff.yaml'));
  const { supergraph, schema, clientSchemas } = await readGraph(settings);
  const operations = clientSchemas.all.flatMap(({ documents, view }) =>
    documents.map(({ file, operationName, document }) => ({
      name: `${file}: ${operationName ?? 'without a name'}`,
      // A view's operation may have one field with different arguments, which only canonical keys distinguish.
      document: canonicalOperation(view?.rewrite(document, operationName).document ?? document, schema)
        .document,
    })),
  );
  return { client, supergraph, operations };
}
