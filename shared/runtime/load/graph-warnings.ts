import { type DocumentNode, type GraphQLSchema, isInterfaceType, isNonNullType, isObjectType } from 'graphql';
import type { Settings } from '../../config/settings-schema.ts';
import type { GraphWarning } from '../../core/channels.ts';
import { boundaryFields } from '../../supergraph/relax/boundary-fields.ts';
import type { ClientSchemas } from './client-schemas.ts';

interface WarnedGraph {
  /** Includes its connectors. */
  readonly supergraph: DocumentNode;
  /** The API schema of the supergraph, without the elements that the client's contract hides. */
  readonly api: GraphQLSchema;
  readonly clientSchemas: ClientSchemas;
}

const shownFields = 10;

/** Returns warnings about a graph that is served nevertheless. */
export function graphWarnings(settings: Settings, graph: WarnedGraph): GraphWarning[] {
  return [...subscriptionWarning(graph.api), ...nullabilityWarning(settings, graph)];
}

function subscriptionWarning(api: GraphQLSchema): GraphWarning[] {
  const type = api.getSubscriptionType();
  if (!type) return [];
  const fields = Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
  const message =
    'subscriptions are not served: the type is left out of the published schema, and a subscription is refused with SUBSCRIPTIONS_NOT_SUPPORTED';
  return [warning(message, fields)];
}

/** Warns only if `degradation.nullability` is not set, and if clients see the unmodified graph: a view has types of its own. */
function nullabilityWarning(
  { degradation, engine }: Settings,
  { supergraph, clientSchemas }: WarnedGraph,
): GraphWarning[] {
  if (degradation.nullability !== undefined || engine !== 'native') return [];
  const plain = clientSchemas.all.find(({ view }) => view === undefined);
  if (plain === undefined) return [];
  const query = plain.schema.getQueryType()?.name;
  const fields = [...boundaryFields(supergraph)].filter((coordinate) =>
    cannotBeNull(plain.schema, coordinate),
  );
  if (fields.length === 0) return [];
  const isRoot = (coordinate: string): boolean => coordinate.startsWith(`${query}.`);
  const message =
    'when the upstream of one of these fields fails, null propagates to the parent object, up to the whole result; degradation.nullability: relaxed makes them nullable for clients, strict accepts it';
  return [warning(message, [...fields.filter((one) => !isRoot(one)), ...fields.filter(isRoot)])];
}

function cannotBeNull(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const field = type.getFields()[fieldName];
  return field !== undefined && isNonNullType(field.type);
}

function warning(message: string, fields: readonly string[]): GraphWarning {
  const more = fields.length - shownFields;
  return { message, fields: fields.slice(0, shownFields), more: Math.max(0, more) };
}
