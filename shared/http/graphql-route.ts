import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { FrontageError } from '../core/errors.ts';
import type { HandleRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { mergeVary } from '../core/http/merge-vary.ts';
import type { ResponseBody } from '../core/http/response-body.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';
import type { Compress, EncodedBody } from './compression.ts';
import { headersOfNotModified, isNotModified } from './not-modified.ts';
import { recordOutcome } from './observe-request.ts';
import type { Overload } from './overload.ts';
import type { SendBody } from './traffic/send-body.ts';

const varyOn = ['accept-encoding'];

export interface RouteOptions {
  readonly answer: HandleRequest;
  readonly compress: Compress | undefined;
  /** Its place is taken for as long as `answer` and `compress` work. */
  readonly overload: Pick<Overload, 'enter' | 'leave'>;
  readonly sendBody: SendBody;
}

/** The routes of all. */
export function graphqlRoute({ answer, compress, overload, sendBody }: RouteOptions): RouteHandlerMethod {
  return async (request, reply) => {
    const enteredMs = overload.enter();
    let isWhole = false;
    let response: OutgoingResponse;
    let encoded: EncodedBody | undefined;
    try {
      const exchange = new Exchange(reply);
      const { id, method, url, headers, body, params } = request;
      response = await answer({
        requestId: id,
        method,
        pathVersion: versionOf(request),
        search: url.includes('?') ? url.slice(url.indexOf('?')) : '',
        documentId: documentIdIn(params),
        headers: flatten(headers),
        body: Buffer.isBuffer(body) ? body : undefined,
        cancellation: exchange.cancellation,
      });
      exchange.body = response.body;
      recordOutcome(request, response);
      setHeaders(response, request, reply, compress !== undefined);
      if (compress !== undefined && reply.statusCode !== 304)
        encoded = await compress(response, joined(headers['accept-encoding']));
      isWhole = response.status === 200 && !exchange.cancellation.isCancelled;
    } finally {
      overload.leave(enteredMs, isWhole);
    }
    return send(response.body, encoded, reply, sendBody);
  };
}

/** The first part of `/:version/graphql`. */
function versionOf({ params }: FastifyRequest): string | undefined {
  const isGiven = typeof params === 'object' && params !== null && 'version' in params;
  return isGiven ? String(params.version) : undefined;
}

/** With status 304 for what a client has already. */
function setHeaders(
  { status, headers, upstreamHeaders }: OutgoingResponse,
  { method, headers: asked }: FastifyRequest,
  reply: FastifyReply,
  isCompressed: boolean,
): void {
  const isKnown = method === 'GET' && isNotModified(asked['if-none-match'], headers['etag']);
  // Several values are lines of their own; `set-cookie` cannot be said otherwise.
  for (const [name, values] of upstreamHeaders) reply.header(name, values.length === 1 ? values[0] : values);
  reply.headers(isKnown ? headersOfNotModified(headers) : headers);
  if (isCompressed) reply.header('vary', mergeVary(headers['vary'], varyOn));
  reply.code(isKnown ? 304 : status);
}

/** `encoded`: what is sent in place of the body as it is. */
function send(
  body: ResponseBody,
  encoded: EncodedBody | undefined,
  reply: FastifyReply,
  sendBody: SendBody,
): FastifyReply {
  const bytes = encoded === undefined ? body.take() : encoded.bytes;
  if (encoded?.encoding !== undefined) reply.header('content-encoding', encoded.encoding);
  // A 304 has none.
  if (reply.statusCode === 304) return reply.send();
  return sendBody(reply, bytes);
}

function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (refusal?: FrontageError) => void) => void;

/** A hook for before the body is read. */
export const refuseOtherMethods: Hook = ({ method }, reply, done) => {
  if (method === 'GET' || method === 'POST') done();
  else done(otherMethod(reply, 'GET, POST'));
};

/** The same, where a document is named in the path. */
export const refuseOtherThanGet: Hook = ({ method, params }, reply, done) => {
  if (documentIdIn(params) === '') done(new FrontageError('NOT_FOUND'));
  else if (method === 'GET') done();
  else done(otherMethod(reply, 'GET'));
};

function otherMethod(reply: FastifyReply, allowed: string): FrontageError {
  reply.header('allow', allowed);
  return new FrontageError('METHOD_NOT_ALLOWED');
}

function documentIdIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('documentId' in params)) return undefined;
  return String(params.documentId);
}

/** What is to be done when a response is over. */
class Exchange {
  /** Cancelled when the client has gone before its answer was sent. */
  readonly cancellation = new Cancellation();
  body: ResponseBody | undefined;

  constructor({ raw }: FastifyReply) {
    // Once for every response, when all of it has left this process or its connection is no more.
    raw.once('close', () => {
      if (!raw.writableFinished) this.cancellation.cancel();
      this.body?.sent();
    });
  }
}

function flatten(headers: FastifyRequest['headers']): Record<string, string> {
  const flat: Record<string, string> = Object.create(null);
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
