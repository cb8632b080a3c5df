import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { execute, parse } from 'graphql';
import type { GraphWorkload } from '../workloads/workload.ts';

/** The supergraph of a workload, with the addresses of its subgraphs in this run. */
export function composeWorkload(
  { subgraphs }: GraphWorkload,
  upstreamUrls: Readonly<Record<string, string>>,
): string {
  const { errors, supergraphSdl } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({
      name,
      url: upstreamUrls[name] ?? '',
      typeDefs: parse(typeDefs),
    })),
  );
  if (errors !== undefined)
    throw new Error(`the subgraphs of the workload do not compose: ${errors.join('; ')}`);
  return supergraphSdl;
}

/**
 * The data that every peer must return: graphql-js executes the operation on one schema over the data of all subgraphs.
 */
export async function executeWhole(workload: GraphWorkload, supergraphSdl: string): Promise<unknown> {
  const { data, errors } = await execute({
    schema: Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema(),
    document: parse(workload.operation.query),
    variableValues: workload.operation.variables ?? null,
    rootValue: Object.assign({}, ...workload.subgraphs.map(({ root }) => root)),
  });
  if (errors !== undefined) throw new Error(`the operation of the workload fails: ${errors.join('; ')}`);
  return data;
}
