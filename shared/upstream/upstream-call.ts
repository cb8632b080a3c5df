import type { RequestContext } from '../core/request-context.ts';
import type { HttpMethod } from '../core/upstream-calls.ts';
import type { TransportResponse } from './transport/http-exchange.ts';

/** One call as it passes the layers, from `create-upstream.ts` down to the transport. A layer may pass on a changed copy. */
export interface UpstreamCall {
  readonly method: HttpMethod;
  /** Appended to the endpoint's path: starts with `/` or is empty; the query is included. Undefined: the endpoint as it is. */
  readonly path: string | undefined;
  /** Lower-case names; what the transport adds by itself (host, length, deadline) is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What it is for: `Type.field` or entity types; empty when that is not known. */
  readonly coordinate: string;
  readonly context: RequestContext;
  /**
   * The endpoints that it was sent to so far, kept by the balancer: a second attempt goes to another one. Copies of a call
   * share the list.
   */
  readonly tried?: object[];
}

/** A whole answer, whatever its status; can be read again, for somebody else. */
export interface UpstreamResponse<Content> extends TransportResponse {
  readonly content: Content;
  /** Codes of the errors that a GraphQL answer carries. */
  readonly errorCodes: readonly string[];
}

/** Reads a whole answer. Throws an `UpstreamError` for one that cannot be used. */
export type ReadResponse<Content> = (response: TransportResponse) => UpstreamResponse<Content>;

/** Rejects with an `UpstreamError`. */
export type Send<Content> = (call: UpstreamCall) => Promise<UpstreamResponse<Content>>;

/** Something that happens around calls. */
export type Layer = <Content>(next: Send<Content>) => Send<Content>;
