import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApiSchema } from './build-schemas.ts';
import { applyContract } from './contract/apply-contract.ts';
import type { ContractFilter } from './contract/hidden-coordinates.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { withoutConnectors } from './without-connectors.ts';

/** The SDL that a client with this contract sees, in a stable order. Throws `StartError` like a start would. */
export function publishSchema(supergraphPath: string, contract: ContractFilter): string {
  const supergraph = applyContract(withoutConnectors(loadSupergraph(supergraphPath)), contract);
  return `${printSchema(lexicographicSortSchema(buildApiSchema(supergraph)))}\n`;
}
