import type { DocumentNode } from 'graphql';
import { StartError } from '../../core/start-error.ts';
import { unenforcedFeatures } from './unenforced-features.ts';

/** Throws `StartError` for a supergraph that demands what this server does not do. `file`: as a person would type it. */
export function refuseUnenforced(supergraph: DocumentNode, file: string): void {
  const features = unenforcedFeatures(supergraph);
  if (features.length === 0) return;
  throw new StartError(
    features.map(({ line, title, places }) => ({
      file,
      line,
      message: `${title} is not enforced by this server, which would have ignored it${places}; remove it from the subgraphs, or do not serve this graph here`,
    })),
  );
}
