import type { DocumentNode } from 'graphql';
import { StartError } from '../../core/start-error.ts';
import { unenforcedFeatures } from './unenforced-features.ts';

/**
 * Throws `StartError` for a supergraph that requires features which this server does not enforce. `file`: the path for
 * messages.
 */
export function refuseUnenforced(supergraph: DocumentNode, file: string): void {
  const features = unenforcedFeatures(supergraph);
  if (features.length === 0) return;
  throw new StartError(
    features.map(({ line, title, locations }) => ({
      file,
      line,
      message: `${title} is not enforced by this server, which would ignore it${locations}; remove it from the subgraphs, or do not serve this graph here`,
    })),
  );
}
