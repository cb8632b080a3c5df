import { SchemaMetaFieldDef } from 'graphql';
import { selectionSetNode } from '../core/graphql/nodes.ts';
import { selectionSetsOf } from '../core/graphql/visit-fields.ts';
import type { Occurrences } from './collect-fields.ts';
import type { FieldContent } from './write-object.ts';

/** `__schema` or `__type`: the value comes as its JSON text, whatever the data. */
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
