import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { KnownOperation } from './graphql/known-operation.ts';
import type { RequestContext } from './request-context.ts';
import type { FetchSubgraph } from './upstream-calls.ts';

/**
 * Plans and executes operations: the interface that Apollo Server calls `gateway`. Its executor finds the request's
 * `RequestContext` in `requestContext.context`.
 */
export type Engine = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

export type Executor = NonNullable<Awaited<ReturnType<Engine['load']>>['executor']>;

/** A request for an operation that was executed through Apollo Server before. */
export interface KnownRequest
  extends Pick<Parameters<Executor>[0], 'queryHash' | 'source' | 'document' | 'context'> {
  readonly request: Pick<Parameters<Executor>[0]['request'], 'variables'> & {
    readonly operationName?: string | undefined;
  };
}

/** The options that every engine is created from. */
export interface EngineOptions {
  /** Without connector directives. `@inaccessible` elements are used for planning but not published. */
  readonly supergraph: DocumentNode;
  readonly fetchSubgraph: FetchSubgraph;
  /** Whether clients see the messages of errors that this subgraph reports, and its name beside all of its errors. */
  showsMessages(subgraph: string): boolean;
}

/** An engine for one version of the graph. Another version is another engine. */
export interface GraphEngine {
  /** The schema that clients see. The engine executes operations that were validated against it. */
  readonly schema: GraphQLSchema;
  readonly supergraph: DocumentNode;
  readonly executor: Executor;
  /** The same without Apollo Server; undefined for an engine that depends on Apollo Server. */
  readonly execute?: (request: KnownRequest) => ReturnType<Executor>;
  /**
   * Prepares a valid operation before the first request for it. `isPinned`: never evict it. Rejects with a `FrontageError`
   * QUERY_PLANNING_FAILED.
   */
  prepare(operation: KnownOperation, options?: { readonly isPinned?: boolean }): Promise<void>;
  /** The most frequently requested operations, the most frequent first. */
  mostUsed(count: number): readonly KnownOperation[];
  close(): Promise<void>;
}
