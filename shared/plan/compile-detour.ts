import { type FieldNode, Kind } from 'graphql';
import { entitiesDocument } from './entity-fields.ts';
import type { FetchDraft } from './join-fetches.ts';
import { detouredKey, keyFieldNodes, requiredKeyFields } from './key-fields.ts';
import type { Detour } from './parsed-fetch.ts';

/** The fetch that a detour is, for the objects of another fetch. */
export function detourDraft({ node, path }: FetchDraft, { subgraph, type, key, brings }: Detour): FetchDraft {
  const fields = keyFieldNodes(brings).map(
    (field): FieldNode => ({ ...field, alias: { kind: Kind.NAME, value: detouredKey(field.name.value) } }),
  );
  return {
    node: {
      kind: 'Fetch',
      serviceName: subgraph,
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: type,
          selections: [{ kind: 'Field', name: '__typename' }, ...requiredKeyFields(key)],
        },
      ],
      variableUsages: [],
      operation: '',
      operationKind: node.operationKind,
      operationName: node.operationName,
    },
    document: entitiesDocument(type, fields),
    path,
    conditions: [],
    before: [],
    after: [],
    isDetour: true,
  };
}
