import { type FieldNode, OperationTypeNode } from 'graphql';
import { nameNode } from '../../core/graphql/nodes.ts';
import type { FetchDraft, KeyConversion } from '../fetches/fetch-draft.ts';
import { entitiesDocument } from './document/entity-fields.ts';
import { convertedKey, keyFieldNodes, requiredKeyFields } from './representation/key-fields.ts';

/** The fetch that is a key conversion for the objects of another fetch. */
export function conversionDraft(
  { path, operationName }: FetchDraft,
  { subgraph, type, key, returned }: KeyConversion,
): FetchDraft {
  const fields = keyFieldNodes(returned).map(
    (field): FieldNode => ({ ...field, alias: nameNode(convertedKey(field.name.value)) }),
  );
  return {
    subgraph,
    operationName,
    operationKind: OperationTypeNode.QUERY,
    document: entitiesDocument(type, fields),
    path,
    requires: [
      {
        kind: 'InlineFragment',
        typeCondition: type,
        selections: [{ kind: 'Field', name: '__typename' }, ...requiredKeyFields(key)],
      },
    ],
    inputRewrites: [],
    outputRewrites: [],
    contextRewrites: [],
    after: [],
    conversions: [],
    isConversion: true,
  };
}
