import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { RequestContext } from './request-context.ts';
import type { FetchSubgraph } from './upstream-calls.ts';

/**
 * What plans and executes operations: the door that Apollo Server calls `gateway`. Its executor finds the request's
 * `RequestContext` in `requestContext.context`.
 */
export type Engine = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** What every engine is built from. */
export interface EngineOptions {
  /** Without connector directives; what is `@inaccessible` is planned with but not published. */
  readonly supergraph: DocumentNode;
  readonly fetchSubgraph: FetchSubgraph;
  /** Whether clients see the messages of errors that this subgraph reports, and its name beside all of its errors. */
  showsMessages(subgraph: string): boolean;
}
