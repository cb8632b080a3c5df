import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { KnownOperation } from './graphql/known-operation.ts';
import type { RequestContext } from './request-context.ts';
import type { FetchSubgraph } from './upstream-calls.ts';

/**
 * What plans and executes operations: the door that Apollo Server calls `gateway`. Its executor finds the request's
 * `RequestContext` in `requestContext.context`.
 */
export type Engine = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

export type Executor = NonNullable<Awaited<ReturnType<Engine['load']>>['executor']>;

/** An operation that was executed for Apollo Server before, asked for again. */
export interface KnownRequest
  extends Pick<Parameters<Executor>[0], 'queryHash' | 'source' | 'document' | 'context'> {
  readonly request: Pick<Parameters<Executor>[0]['request'], 'variables'> & {
    readonly operationName?: string | undefined;
  };
}

/** What every engine is built from. */
export interface EngineOptions {
  /** Without connector directives; what is `@inaccessible` is planned with but not published. */
  readonly supergraph: DocumentNode;
  readonly fetchSubgraph: FetchSubgraph;
  /** Whether clients see the messages of errors that this subgraph reports, and its name beside all of its errors. */
  showsMessages(subgraph: string): boolean;
}

/** An engine for one version of the graph. Another version is another engine. */
export interface GraphEngine {
  /** What clients see. Operations that were validated against it are executed here. */
  readonly schema: GraphQLSchema;
  readonly supergraph: DocumentNode;
  readonly executor: Executor;
  /** The same without Apollo Server; undefined for an engine that needs more of it. */
  readonly execute?: (request: KnownRequest) => ReturnType<Executor>;
  /** Makes a valid operation ready before anybody asks; `isKept`: for as long as the engine is there. Rejects with a `FrontageError` QUERY_PLANNING_FAILED. */
  prepare(operation: KnownOperation, options?: { readonly isKept?: boolean }): Promise<void>;
  /** What was asked most often, the most frequent first. */
  mostUsed(count: number): readonly KnownOperation[];
  close(): Promise<void>;
}
