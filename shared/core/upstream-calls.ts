import type { DocumentNode } from 'graphql';
import type { RequestContext } from './request-context.ts';

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The parsed `query`, if the caller has it; a local subgraph executes it. */
  readonly document?: DocumentNode | undefined;
  /** The whole request as JSON text, if the caller has written it; it is sent to a remote subgraph. */
  readonly body?: string | undefined;
  /** The requested `Query.field` or entity types; several are joined with `,`. Each may have its own breaker. */
  readonly coordinate?: string | undefined;
}

/** An entry of a GraphQL response's `errors`. Path: response keys and list indexes (GraphQL spec 7.1.2). */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
  /** The number of received errors that are not in `errors`. */
  readonly droppedErrors?: number | undefined;
  /** Whether no string in the response needs an escape in JSON, because the received text had none. */
  readonly isEscapeFree?: boolean | undefined;
}

/**
 * Sends one operation to one subgraph, remote or local.
 * Rejects with a `FrontageError` if there is no GraphQL response; a response with errors resolves.
 */
export type FetchSubgraph = (
  subgraph: string,
  request: SubgraphRequest,
  context: RequestContext,
) => Promise<SubgraphResponse>;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP request to a REST upstream. The origin is the source's own and cannot be changed by a request. */
export interface SourceRequest {
  readonly method: HttpMethod;
  /** Appended to the source's base URL: starts with `/` or is empty; `?query` included; already percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The `Type.field` of the connector. Each may have its own breaker. */
  readonly coordinate?: string | undefined;
}

export interface SourceResponse {
  /** Any status: only the connector knows which of them is a failure. */
  readonly status: number;
  /** Lower-case names; several values of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The maximum nesting of lists and objects; a deeper body must not be parsed. */
  readonly maxDepth: number;
  /** The maximum number of values, lists and objects; a body with more must not be parsed. Undefined: no bound. */
  readonly maxElements?: number | undefined;
  /** The maximum length of any body of the source. Undefined: no bound. */
  readonly maxBytes?: number | undefined;
}

/** Names a REST upstream: `source` is `@source(name:)` within `subgraph`. */
export interface SourceId {
  readonly subgraph: string;
  readonly source: string;
}

/** Rejects with a `FrontageError` if there is no complete HTTP response. */
export type FetchSource = (
  id: SourceId,
  request: SourceRequest,
  context: RequestContext,
) => Promise<SourceResponse>;

/** A subgraph that runs inside this process: connectors. */
export interface LocalSubgraph {
  readonly name: string;
  execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphResponse>;
}
