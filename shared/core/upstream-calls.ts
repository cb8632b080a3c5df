import type { DocumentNode } from 'graphql';
import type { RequestContext } from './request-context.ts';

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** `query` parsed, when the caller has it; a local subgraph executes this. */
  readonly document?: DocumentNode | undefined;
  /** The whole request as JSON text, when the caller has written it already; a remote subgraph is sent this. */
  readonly body?: string | undefined;
  /** What it is for: `Query.field`, or the entity types; several are joined with `,`. A breaker may be kept for each. */
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
  /** How many errors were received beyond these. */
  readonly droppedErrors?: number | undefined;
  /** Whether no string in it needs an escape in JSON, as is known of one whose text had none. */
  readonly isEscapeFree?: boolean | undefined;
}

/**
 * Sends one operation to one subgraph, remote or local.
 * Rejects with a `FrontageError` when there is no GraphQL answer; an answer that carries errors resolves.
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
  /** What it is for: `Type.field` of the connector. A breaker may be kept for each. */
  readonly coordinate?: string | undefined;
}

export interface SourceResponse {
  /** Any status: only the connector knows which of them is a failure. */
  readonly status: number;
  /** Lower-case names; several values of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How deep lists and objects in it may nest; a deeper one is not to be parsed. */
  readonly maxDepth: number;
  /** How many values, lists and objects may be in it; one with more is not to be parsed. Undefined: any number. */
  readonly maxElements?: number | undefined;
  /** How long any body of the source may be. Undefined: of any length. */
  readonly maxBytes?: number | undefined;
}

/** Names a REST upstream: `source` is `@source(name:)` within `subgraph`. */
export interface SourceId {
  readonly subgraph: string;
  readonly source: string;
}

/** Rejects with a `FrontageError` when there is no complete HTTP answer. */
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
