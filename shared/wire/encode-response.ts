import type { IncomingRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { mergeVary } from '../core/http/merge-vary.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import type { Wire } from './create-wire.ts';

export interface FormedRequest {
  /** What the stages that make the plain answer are asked. */
  readonly request: IncomingRequest;
  /** Puts the plain answer into the form that the client wants. Everything else of it must be there. */
  form(answer: OutgoingResponse, user: string | undefined): OutgoingResponse;
}

const varyOn = ['accept'];
const plainType = 'application/graphql-response+json';

/**
 * Looks at a request's `Accept` before, and at the answer behind all other stages. Whoever asks for one of our forms is
 * answered as one who asks for `application/graphql-response+json`, status codes included.
 */
export function encodeResponse(wire: Wire, request: IncomingRequest): FormedRequest {
  const { headers } = request;
  const wanted = wire.read(headers['accept']);
  if (wanted === undefined) return { request, form: withVary };
  return {
    request: { ...request, headers: { ...headers, accept: plainType } },
    form(answer, user) {
      const { 'content-type': contentType = '', etag } = answer.headers;
      if (answer.body.byteLength === 0 || !contentType.startsWith(plainType)) return withVary(answer);
      // As it may be held for the next delta.
      const body = answer.body.keep().bytes;
      const encoded = wire.encode({ body, etag, user, ifNoneMatch: headers['if-none-match'] }, wanted);
      if (encoded === undefined) return withVary(answer);
      return withVary({
        ...answer,
        body: new ResponseBody(encoded.body),
        // Those are of the plain body.
        compressed: undefined,
        headers: {
          ...answer.headers,
          'content-type': encoded.contentType,
          ...encoded.headers,
          // A strong one would say that the bytes are those of the plain form (RFC 9110, section 8.8.3).
          ...(etag !== undefined && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
        },
      });
    },
  };
}

/** Also for the plain form: a cache must not give it to a client that wants another. */
function withVary(answer: OutgoingResponse): OutgoingResponse {
  const present = answer.headers['vary'];
  const vary = mergeVary(present, varyOn);
  if (vary === undefined || vary === present) return answer;
  return { ...answer, headers: { ...answer.headers, vary } };
}
