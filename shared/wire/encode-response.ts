import type { IncomingRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { mergeVary } from '../core/http/merge-vary.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import { ResponseStream } from '../core/http/response-stream.ts';
import type { Wire } from './create-wire.ts';

export interface FormedRequest {
  /** The request for the stages that produce the plain response. */
  readonly request: IncomingRequest;
  /** Encodes the plain response in the requested form. The response must be complete otherwise. */
  form(response: OutgoingResponse, user: string | undefined): OutgoingResponse;
}

const varyOn = ['accept'];
const plainType = 'application/graphql-response+json';

/**
 * Reads the `Accept` header of a request before all other stages, and encodes the response after them. A request for
 * one of our forms is served like one for `application/graphql-response+json`, including status codes.
 */
export function encodeResponse(wire: Wire, request: IncomingRequest): FormedRequest {
  const { headers } = request;
  const requested = wire.read(headers['accept']);
  if (requested === undefined) return { request, form: withVary };
  return {
    request: { ...request, headers: { ...headers, accept: plainType } },
    form(response, user) {
      const { 'content-type': contentType = '', etag } = response.headers;
      // The parts of a stream are sent as they are produced.
      if (response.body instanceof ResponseStream) return withVary(response);
      if (response.body.byteLength === 0 || !contentType.startsWith(plainType)) return withVary(response);
      // The body may be stored as the base of the next delta.
      const body = response.body.retain().bytes;
      const encoded = wire.encode({ body, etag, user, ifNoneMatch: headers['if-none-match'] }, requested);
      if (encoded === undefined) return withVary(response);
      return withVary({
        ...response,
        body: new ResponseBody(encoded.body),
        // The compressed forms are those of the plain body.
        compressed: undefined,
        headers: {
          ...response.headers,
          'content-type': encoded.contentType,
          ...encoded.headers,
          // A strong ETag would claim that the bytes are those of the plain form (RFC 9110, section 8.8.3).
          ...(etag !== undefined && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
        },
      });
    },
  };
}

/** Adds `Vary: accept`, also to the plain form: a cache must not return it to a client that requests another form. */
function withVary(response: OutgoingResponse): OutgoingResponse {
  const present = response.headers['vary'];
  const vary = mergeVary(present, varyOn);
  if (vary === undefined || vary === present) return response;
  return { ...response, headers: { ...response.headers, vary } };
}
