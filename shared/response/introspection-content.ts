import { SchemaMetaFieldDef } from 'graphql';
import { selectionSetNode } from '../core/graphql/nodes.ts';
import { selectionSetsOf } from '../core/graphql/visit-fields.ts';
import type { Occurrences } from './collect-fields.ts';
import type { FieldContent } from './write-object.ts';

/** The content of `__schema` or `__type`, whose value is JSON text and independent of the data. */
export function introspectionContent(coordinate: string, occurrences: Occurrences): FieldContent {
  const [first] = occurrences;
  const selections = selectionSetsOf(occurrences).flatMap((selectionSet) => selectionSet.selections);
  const field = { ...first, selectionSet: selectionSetNode(selections) };
  return {
    key: first.name.value,
    read: (_data, request) => request.introspection(field),
    coordinate,
    nullable: first.name.value !== SchemaMetaFieldDef.name,
    expected: 'introspection result',
    write(value, writing) {
      writing.putText(String(value));
      return true;
    },
  };
}
