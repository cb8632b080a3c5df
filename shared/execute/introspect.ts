import { type DocumentNode, executeSync, type FieldNode, type GraphQLSchema, Kind } from 'graphql';
import type { ClientOperation } from '../core/read-operation.ts';

/** Answers one `__schema` or `__type` field from the schema that clients see. */
export function introspect(
  schema: GraphQLSchema,
  { definition, fragments }: ClientOperation,
  field: FieldNode,
  variableValues: Readonly<Record<string, unknown>>,
): unknown {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [field] } as const;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...definition, selectionSet }, ...fragments.values()],
  };
  const { data, errors } = executeSync({ schema, document, variableValues });
  const [error] = errors ?? [];
  if (error !== undefined) throw error;
  return data?.[field.alias?.value ?? field.name.value];
}
