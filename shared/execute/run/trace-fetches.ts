import { traces } from '../../core/runtime/tracing.ts';
import type { FetchSubgraph } from '../../core/upstream-calls.ts';

/** Publishes the events of each fetch. */
export function traceFetches(fetchSubgraph: FetchSubgraph): FetchSubgraph {
  return (subgraph, request, context) => {
    if (!traces.fetch.isActive) return fetchSubgraph(subgraph, request, context);
    const { coordinate = '' } = request;
    return traces.fetch.promise(
      () => ({ requestId: context.requestId, subgraph, coordinate }),
      () => fetchSubgraph(subgraph, request, context),
    );
  };
}
