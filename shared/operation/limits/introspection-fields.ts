import { type DocumentNode, Kind } from 'graphql';
import { fragmentsOf, isIntrospection } from '../../core/graphql/document-size.ts';
import { responseKeyOf, visitFields } from '../../core/graphql/visit-fields.ts';

/** The introspection fields at the root of an operation, by response name. */
export interface IntrospectionFields {
  readonly all: number;
  readonly schema: number;
}

/** The largest number in one operation of a document. */
export function countIntrospection(document: DocumentNode): IntrospectionFields {
  const fragments = fragmentsOf(document);

  let all = 0;
  let schema = 0;
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const names = new Map<string, string>();
    visitFields([node.selectionSet], undefined, { fragments }, (field) => {
      if (isIntrospection(field.name.value)) names.set(responseKeyOf(field), field.name.value);
    });
    all = Math.max(all, names.size);
    schema = Math.max(schema, [...names.values()].filter((name) => name === '__schema').length);
  }
  return { all, schema };
}
