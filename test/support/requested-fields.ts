import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { SERVICES, type ServiceName } from '../../demo/harbour.ts';
import type { LoggedRequest } from '../../demo/server/request-log.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { valueAt } from './send-query.ts';

const schemas = new Map<ServiceName, GraphQLSchema>();

function schemaOf(name: ServiceName): GraphQLSchema {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const sdl = readFileSync(join(projectRoot, 'schemas', 'subgraphs', `${name}.graphql`), 'utf8');
  const schema = buildSubgraphSchema(parse(sdl));
  schemas.set(name, schema);
  return schema;
}

/**
 * `Type.field` of the fields that subgraphs received, by object type; a field of an interface counts for each of its
 * types. Calls to REST upstreams have no fields.
 */
export function requestedFields(requests: ReadonlyMap<ServiceName, readonly LoggedRequest[]>): Set<string> {
  const requested = new Set<string>();
  for (const [name, logged] of requests) {
    if (SERVICES[name].kind !== 'subgraph') continue;
    const schema = schemaOf(name);
    for (const { body } of logged) {
      const typeInfo = new TypeInfo(schema);
      visit(
        parse(String(valueAt(body, 'query'))),
        visitWithTypeInfo(typeInfo, {
          Field({ name: { value: field } }) {
            if (field === '__typename' || field === '_entities') return;
            for (const coordinate of coordinatesOf(schema, typeInfo.getParentType(), field))
              requested.add(coordinate);
          },
        }),
      );
    }
  }
  return requested;
}

/** A field of an object type, or of each type that implements an interface. */
export function coordinatesOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType | null | undefined,
  field: string,
): string[] {
  if (!type) throw new TypeError(`no type has the field ${field}`);
  const types = isInterfaceType(type) ? schema.getPossibleTypes(type) : [type];
  return types.map(({ name }) => `${name}.${field}`);
}
