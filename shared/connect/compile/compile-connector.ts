import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { nearest } from '../../core/runtime/nearest.ts';
import { compiling, type DirectiveLocation, refuse } from '../directive-problems.ts';
import { property } from '../mapping/value.ts';
import { compileRequest } from '../request/compile-request.ts';
import type { ConnectorScope } from '../request/mapping-scope.ts';
import { compileResponse } from '../response/compile-response.ts';
import { checkSelection } from './check-selection.ts';
import { compileEntityConnector, compileFieldEntityConnector } from './compile-entity-connector.ts';
import type { Source } from './compile-source.ts';
import type { Connector, EntityConnector } from './connector-subgraph-definition.ts';
import { checkKeys, readObject, readText } from './read-arguments.ts';
import type { JoinedDirective } from './read-directives.ts';

/** The shared state of the compilation of one subgraph's connectors. */
export interface SubgraphScope {
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source>;
  readonly config: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Coordinates of the fields with a connector. */
  readonly fetched: ReadonlySet<string>;
  /** Coordinates of the fields that some connector returns. The compilation adds to it. */
  readonly provided: Set<string>;
}

export interface CompiledConnector {
  readonly source: Source;
  readonly coordinate: string;
  /** Undefined on a type. */
  readonly connector: Connector | undefined;
  readonly entity: EntityConnector | undefined;
}

const knownArguments = ['source', 'id', 'http', 'batch', 'errors', 'selection', 'entity', 'isSuccess'];

/** Compiles one `@connect`. Throws a `StartError`. */
export function compileConnector(directive: JoinedDirective, subgraph: SubgraphScope): CompiledConnector {
  const { args, coordinate, fieldName } = directive;
  const location: DirectiveLocation = { subgraph: directive.subgraph, coordinate, directive: '@connect' };
  checkKeys(args, knownArguments, location);
  const type = typeOf(directive, subgraph.schema, location);
  const isRoot = type === subgraph.schema.getQueryType() || type === subgraph.schema.getMutationType();
  if (fieldName === undefined && isRoot)
    refuse(location, '', 'a connector of a root type must be on a field, not on the type');
  const field = fieldName === undefined ? undefined : type.getFields()[fieldName];
  const named = readSource(directive, subgraph.sources, location);

  const scope: ConnectorScope = {
    args: field?.args,
    parentType: isRoot ? undefined : type,
    hasBatch: fieldName === undefined,
    config: subgraph.config.get(`${directive.subgraph}.${named?.id.source ?? ''}`) ?? {},
  };
  const request = compileRequest(readObject(args, 'http', location), named, location, scope);
  const response = compileResponse({ args, location }, request.source, scope);
  const resultType = field === undefined ? type : getNamedType(field.type);
  compiling(location, 'selection', readText(args, 'selection', location) ?? '', () =>
    checkSelection(
      response.selection.shape,
      resultType,
      (found) => subgraph.fetched.has(found),
      subgraph.provided,
    ),
  );
  const variables = { $config: scope.config };
  const connector: Connector = {
    source: request.source.id,
    coordinate,
    isShareable: type !== subgraph.schema.getMutationType(),
    buildRequest: (given) => request.build({ ...variables, ...given }),
    readReply: (reply, given) => response.read(reply, { ...variables, ...given }),
  };
  const references = [...request.references, ...response.references];
  const input = { args, location, type, connector, references, shape: response.selection.shape };
  const entity =
    field === undefined
      ? compileEntityConnector(input)
      : compileFieldEntityConnector({ ...input, field, schema: subgraph.schema });
  return { source: request.source, coordinate, connector: field && connector, entity };
}

function typeOf(
  { typeName = '', isAbstract }: JoinedDirective,
  schema: GraphQLSchema,
  location: DirectiveLocation,
) {
  if (isAbstract) refuse(location, '', 'connectors on interfaces are not supported');
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return refuse(location, '', `the subgraph has no object type ${typeName}`);
  if (type === schema.getSubscriptionType())
    refuse(location, '', 'connectors on Subscription are not supported');
  return type satisfies GraphQLObjectType;
}

function readSource(
  { args }: JoinedDirective,
  sources: ReadonlyMap<string, Source>,
  location: DirectiveLocation,
): Source | undefined {
  if (property(args, 'source') === undefined) return undefined;
  const name = readText(args, 'source', location) ?? '';
  const source = sources.get(name);
  if (source !== undefined) return source;
  const names = [...sources.keys()];
  const known = names.length === 0 ? 'none is declared' : `declared: ${names.join(', ')}`;
  return refuse(location, 'source', `unknown source ${name} (${known})${nearest(name, names)}`);
}
