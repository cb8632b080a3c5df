import type { ResponseHeaders } from '../request-context.ts';
import type { Cancellation } from '../runtime/cancellation.ts';
import type { ResponseBody } from './response-body.ts';
import type { ResponseStream } from './response-stream.ts';

/** One request to the GraphQL endpoint, as far as the stages behind `http/` need to know it. */
export interface IncomingRequest {
  readonly requestId: string;
  readonly method: string;
  /** The contract that the path names; undefined at `/graphql`. */
  readonly pathVersion: string | undefined;
  /** The query string with its `?`, or empty. */
  readonly search: string;
  /** The part after the endpoint's path: the identifier of a document. */
  readonly documentId?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for a request without a body. */
  readonly body: Buffer | undefined;
  /** Cancelled when the client has gone. */
  readonly cancellation: Cancellation;
}

/** The response, and the facts about its execution for the request's log line. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The headers that upstreams send to the client; `headers` take precedence. */
  readonly upstreamHeaders: Readonly<ResponseHeaders>;
  readonly body: ResponseBody | ResponseStream;
  /** The forms of a cached body in other content codings, by the names of these; `http/` adds to them. */
  readonly compressed?: Map<string, Buffer> | undefined;
  readonly operationName?: string | undefined;
  readonly upstreamCalls: number;
  readonly errorCodes: readonly string[];
  /** The upstreams for which the response has degraded data. */
  readonly degraded: readonly string[];
}

/** A response that is not a stream. */
export type WholeResponse = OutgoingResponse & { readonly body: ResponseBody };

/** Executes one GraphQL request. Rejects with a `FrontageError` if there is no GraphQL response. */
export type HandleRequest = (request: IncomingRequest) => Promise<OutgoingResponse>;
