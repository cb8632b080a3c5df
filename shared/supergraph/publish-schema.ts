import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApiSchema } from './build-schemas.ts';
import { applyContract } from './contract/apply-contract.ts';
import type { ContractFilter } from './contract/hidden-coordinates.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { relaxNullability } from './relax/relax-nullability.ts';
import { withoutConnectors } from './without-connectors.ts';

export interface PublishOptions {
  /** The supergraph's file. */
  readonly supergraph: string;
  readonly contract: ContractFilter;
  readonly nullability: 'strict' | 'relaxed';
}

const relaxedNotice =
  '# A field that comes from another upstream than its object is null when that upstream fails.\n\n';

/** The SDL that a client sees, in a stable order. Throws `StartError` like a start would. */
export function publishSchema({ supergraph: path, contract, nullability }: PublishOptions): string {
  const loaded = loadSupergraph(path);
  const supergraph = nullability === 'relaxed' ? relaxNullability(loaded) : loaded;
  const schema = buildApiSchema(applyContract(withoutConnectors(supergraph), contract));
  const notice = nullability === 'relaxed' ? relaxedNotice : '';
  return `${notice}${printSchema(lexicographicSortSchema(schema))}\n`;
}
