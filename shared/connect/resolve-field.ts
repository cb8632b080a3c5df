import { type GraphQLFieldResolver, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { RequestContext } from '../core/request-context.ts';
import type { CallConnector } from './call-connector.ts';
import type { ConnectorSubgraph, EntityConnector } from './compile/connector-subgraph-definition.ts';
import type { FieldPath } from './compile/key-fields.ts';
import type { LoadEntity } from './load-entity.ts';
import { emptyObject, isArray, isObject, type JsonObject, property, type Value } from './mapping/value.ts';
import { fitValue } from './response/fit-value.ts';
import { selectedFields } from './selected-fields.ts';

/**
 * Builds the only resolver of a connector subgraph. It calls the connector of the field, or reads the value from the parent
 * object, or loads the entity by key.
 */
export function buildResolveField(
  subgraph: ConnectorSubgraph,
  callConnector: CallConnector,
  loadEntity: LoadEntity,
): GraphQLFieldResolver<unknown, RequestContext> {
  const resolveEntities = buildResolveEntities(subgraph, loadEntity);
  return (source, args, context, info) => {
    const { parentType, fieldName, returnType } = info;
    const isRoot = info.path.prev === undefined;
    if (isRoot && fieldName === '_entities') return resolveEntities(args, context, info);
    const object = isObject(source) ? source : emptyObject();
    const connector = subgraph.fields.get(`${parentType.name}.${fieldName}`);
    if (connector !== undefined) {
      const variables = isRoot ? { $args: args } : { $args: args, $this: object };
      return callConnector(connector, variables, context).then((value) => fitValue(value, returnType));
    }
    if (Object.hasOwn(object, fieldName)) return fitValue(object[fieldName], returnType);
    const entity = connectorFor(subgraph.entities.get(parentType.name), object, fieldName);
    if (entity === undefined) return null;
    return loadEntity(entity, object, context).then((loaded) =>
      fitValue(loaded && property(loaded, fieldName), returnType),
    );
  };
}

function buildResolveEntities(subgraph: ConnectorSubgraph, loadEntity: LoadEntity) {
  return (args: JsonObject, context: RequestContext, info: GraphQLResolveInfo): Value[] => {
    const fieldsOf = new Map<string, ReadonlySet<string>>();
    const representations = args['representations'];
    return (isArray(representations) ? representations : []).map((representation) => {
      const typeName = isObject(representation) ? property(representation, '__typename') : undefined;
      if (!isObject(representation) || typeof typeName !== 'string') return null;
      const type = info.schema.getType(typeName);
      if (!isObjectType(type)) return null;
      let fields = fieldsOf.get(typeName);
      if (fields === undefined) {
        fields = selectedFields(info, type);
        fieldsOf.set(typeName, fields);
      }
      return resolveEntity(subgraph, representation, typeName, fields, loadEntity, context);
    });
  };
}

/** Merges the results of all required connectors. Null if one of them does not know the entity. */
function resolveEntity(
  subgraph: ConnectorSubgraph,
  representation: JsonObject,
  typeName: string,
  fields: ReadonlySet<string>,
  loadEntity: LoadEntity,
  context: RequestContext,
): Value {
  const needed = new Set<EntityConnector>();
  for (const field of fields) {
    if (subgraph.fields.has(`${typeName}.${field}`) || Object.hasOwn(representation, field)) continue;
    const connector = connectorFor(subgraph.entities.get(typeName), representation, field);
    if (connector !== undefined) needed.add(connector);
  }
  if (needed.size === 0) return representation;
  const loading = [...needed].map((connector) => loadEntity(connector, representation, context));
  return Promise.all(loading).then((loaded) => {
    if (loaded.includes(null)) return null;
    return Object.assign(emptyObject(), ...loaded, representation);
  });
}

/** Returns the first connector that provides the field and whose key fields are present. */
function connectorFor(
  connectors: readonly EntityConnector[] | undefined,
  object: JsonObject,
  field: string,
): EntityConnector | undefined {
  return connectors?.find(
    ({ provides, keyPaths }) => provides.has(field) && keyPaths.every((path) => hasValue(object, path)),
  );
}

function hasValue(object: JsonObject, path: FieldPath): boolean {
  let value: Value = object;
  for (const name of path) value = isObject(value) ? property(value, name) : undefined;
  return value !== undefined && value !== null;
}
