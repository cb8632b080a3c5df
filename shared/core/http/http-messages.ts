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
  /** What follows the endpoint's path: the identifier of a document. */
  readonly documentId?: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for a request without a body. */
  readonly body: Buffer | undefined;
  /** Cancelled when the client has gone. */
  readonly cancellation: Cancellation;
}

/** The answer, and what the request's log line tells about how it came to be. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What upstreams want the client to be told; `headers` win. */
  readonly upstreamHeaders: Readonly<ResponseHeaders>;
  readonly body: ResponseBody | ResponseStream;
  /** Of a body that is kept: its forms in other content codings, by their names; added to by `http/`. */
  readonly compressed?: Map<string, Buffer> | undefined;
  readonly operationName?: string | undefined;
  readonly upstreamCalls: number;
  readonly errorCodes: readonly string[];
  /** The upstreams of which some part is not what they would have said. */
  readonly degraded: readonly string[];
}

/** A response that is no stream. */
export type WholeResponse = OutgoingResponse & { readonly body: ResponseBody };

/** Answers one GraphQL request; rejects with a `FrontageError` when there is no GraphQL answer to give. */
export type HandleRequest = (request: IncomingRequest) => Promise<OutgoingResponse>;
