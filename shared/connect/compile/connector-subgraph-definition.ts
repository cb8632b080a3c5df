import type { GraphQLSchema } from 'graphql';
import type { SourceId, SourceRequest, SourceResponse } from '../../core/upstream-calls.ts';
import type { Variables } from '../mapping/evaluate.ts';
import type { JsonObject, Value } from '../mapping/value.ts';

/** The destination of the calls of a source. Each has its own connection pool. */
export interface ConnectorSource {
  readonly id: SourceId;
  /** An `http:` or `https:` URL without a query and a trailing `/`. */
  readonly baseURL: string;
}

/** A decoded upstream response. It is decoded once, however many fields share it. */
export interface Reply {
  readonly response: SourceResponse;
  /** Null when `unreadable`. */
  readonly data: Value;
  /** The reason why the body is unreadable, if it is. */
  readonly unreadable: Error | undefined;
}

/** One `@connect`, compiled. */
export interface Connector {
  readonly source: SourceId;
  /** `Query.search`, or `Product` on a type. */
  readonly coordinate: string;
  /** Whether equal calls may be shared. False for calls that write. */
  readonly isShareable: boolean;
  /** Throws a `FrontageError` `BAD_USER_INPUT` for a value that the request cannot contain. */
  readonly buildRequest: (variables: Variables) => SourceRequest;
  /** Throws a `GraphQLError` with a code if the reply is a failure or unreadable. */
  readonly readReply: (reply: Reply, variables: Variables) => Value;
}

/** A connector that fetches entities by key: `@connect` on a type, or `entity: true` on a field of Query. */
export interface EntityConnector {
  readonly connector: Connector;
  readonly typeName: string;
  /** The paths of the representation's fields that the request requires. */
  readonly keyPaths: readonly (readonly string[])[];
  /** The fields of the type that the response contains. */
  readonly provides: ReadonlySet<string>;
  /** The maximum number of entities in one call. Undefined if each entity has a separate call. */
  readonly batchSize: number | undefined;
  readonly variablesOf: (representations: readonly JsonObject[]) => Variables;
}

/** A subgraph whose fields are fetched from REST upstreams. */
export interface ConnectorSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sources: readonly ConnectorSource[];
  /** Connectors on fields, by coordinate. */
  readonly fields: ReadonlyMap<string, Connector>;
  /** Entity connectors, by type. */
  readonly entities: ReadonlyMap<string, readonly EntityConnector[]>;
}
