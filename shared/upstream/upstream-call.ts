import type { RequestContext } from '../core/request-context.ts';
import type { HttpMethod } from '../core/upstream-calls.ts';
import type { TransportResponse } from './transport/http-exchange.ts';

/** One call on its path through the layers, from `create-upstream.ts` to the transport. A layer may pass on a changed copy. */
export interface UpstreamCall {
  readonly method: HttpMethod;
  /** Appended to the endpoint's path: starts with `/` or is empty; includes the query. Undefined: the endpoint's own path. */
  readonly path: string | undefined;
  /** Lower-case names. Excludes the headers that the transport adds (host, length, deadline). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The purpose of the call: `Type.field` or entity types; empty when unknown. */
  readonly coordinate: string;
  readonly context: RequestContext;
  /**
   * The endpoints that received the call so far. The balancer maintains it, so that a second attempt goes to another
   * endpoint. Copies of a call share the list.
   */
  readonly tried?: object[];
}

/** A complete response of any status. Its body can be read again for another client request. */
export interface UpstreamResponse<Content> extends TransportResponse {
  readonly content: Content;
  /** The codes of the errors in a GraphQL response. */
  readonly errorCodes: readonly string[];
}

/** Reads a complete response. Throws an `UpstreamError` for an unusable one. */
export type ReadResponse<Content> = (response: TransportResponse) => UpstreamResponse<Content>;

/** Rejects with an `UpstreamError`. */
export type Send<Content> = (call: UpstreamCall) => Promise<UpstreamResponse<Content>>;

/** Wraps a call. A layer may change, repeat, delay or refuse it. Its factory takes the options and dependencies. */
export type Layer<Content> = (next: Send<Content>) => Send<Content>;

/** Wraps `innermost` in the layers. The first layer of the list is the outermost. */
export function applyLayers<Content>(
  layers: readonly Layer<Content>[],
  innermost: Send<Content>,
): Send<Content> {
  return layers.reduceRight((next, layer) => layer(next), innermost);
}
