import type { ConnectorSubgraph } from './connector-subgraph-definition.ts';

/** Returns the source whose responses contain a field. Undefined if it is ambiguous. */
export function sourceOfField(
  { fields, entities, sources }: ConnectorSubgraph,
  typeName: string,
  fieldName: string,
): string | undefined {
  const entity = entities.get(typeName)?.find(({ provides }) => provides.has(fieldName));
  const connector = fields.get(`${typeName}.${fieldName}`) ?? entity?.connector;
  if (connector !== undefined) return connector.source.source;
  return sources.length === 1 ? sources[0]?.id.source : undefined;
}
