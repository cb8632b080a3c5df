import type { GraphQLSchema } from 'graphql';
import type { SourceId, SourceRequest, SourceResponse } from '../../core/upstream-calls.ts';
import type { Variables } from '../mapping/evaluate.ts';
import type { JsonObject, Value } from '../mapping/value.ts';

/** Where the calls of a source go: one pool each. */
export interface ConnectorSource {
  readonly id: SourceId;
  /** `http:` or `https:`, without a query and without a `/` at its end. */
  readonly baseURL: string;
}

/** An answer of an upstream, read once however many fields share it. */
export interface Reply {
  readonly response: SourceResponse;
  /** Null when `unreadable`. */
  readonly data: Value;
  /** Why the body could not be read, if so. */
  readonly unreadable: Error | undefined;
}

/** One `@connect`, compiled. */
export interface Connector {
  readonly source: SourceId;
  /** `Query.search`, or `Product` on a type. */
  readonly coordinate: string;
  /** A call that changes something is never shared with another. */
  readonly isShareable: boolean;
  /** Throws a `FrontageError` `BAD_USER_INPUT` for a value that the request cannot carry. */
  readonly buildRequest: (variables: Variables) => SourceRequest;
  /** Throws a `GraphQLError` with a code when the reply is a failure or cannot be read. */
  readonly readReply: (reply: Reply, variables: Variables) => Value;
}

/** A connector that fetches entities by key: `@connect` on a type, or `entity: true` on a field of Query. */
export interface EntityConnector {
  readonly connector: Connector;
  readonly typeName: string;
  /** Paths of the representation's fields that the request needs. */
  readonly keyPaths: readonly (readonly string[])[];
  /** Fields of the type that the answer holds. */
  readonly provides: ReadonlySet<string>;
  /** How many entities one call may ask for; undefined when each has a call of its own. */
  readonly batchSize: number | undefined;
  readonly variablesOf: (representations: readonly JsonObject[]) => Variables;
}

/** A subgraph whose fields are fetched from REST upstreams. */
export interface ConnectorSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sources: readonly ConnectorSource[];
  /** By coordinate. */
  readonly fields: ReadonlyMap<string, Connector>;
  /** By type. */
  readonly entities: ReadonlyMap<string, readonly EntityConnector[]>;
}
