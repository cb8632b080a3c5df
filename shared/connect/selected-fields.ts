import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { includeBy } from '../core/graphql/conditions.ts';
import {
  type FieldFilter,
  fragmentApplies,
  selectionSetsOf,
  visitFields,
} from '../core/graphql/visit-fields.ts';

/** Returns the names of the fields that are selected below the resolved field for objects of an object type. */
export function selectedFields(info: GraphQLResolveInfo, type: GraphQLObjectType): Set<string> {
  const { schema, fragments, variableValues } = info;
  const names = new Set<string>();
  const filter: FieldFilter = {
    fragments: { get: (name) => fragments[name] },
    isIncluded: includeBy((variable) => variableValues[variable] === true),
    applies: (condition) => fragmentApplies(schema, condition, type),
  };
  visitFields(selectionSetsOf(info.fieldNodes), undefined, filter, ({ name }) => names.add(name.value));
  return names;
}
