import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { internalError } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { HandleRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { mergeVary } from '../core/http/merge-vary.ts';
import type { ResponseBody } from '../core/http/response-body.ts';
import { ResponseStream } from '../core/http/response-stream.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';
import type { Compress, EncodedBody } from './compression.ts';
import { headersOfNotModified, isNotModified } from './not-modified.ts';
import { recordOutcome } from './observe-request.ts';
import type { Overload } from './overload.ts';
import { traceRequests } from './trace-requests.ts';
import type { SendBody } from './traffic/send-body.ts';

const varyOn = ['accept-encoding'];

export interface RouteOptions {
  readonly handleRequest: HandleRequest;
  readonly compress: Compress | undefined;
  /** A request counts as in flight while `handleRequest` and `compress` run. */
  readonly overload: Pick<Overload, 'enter' | 'leave'>;
  readonly sendBody: SendBody;
}

/** Returns the handler of every GraphQL route. */
export function graphqlRoute({
  handleRequest,
  compress,
  overload,
  sendBody,
}: RouteOptions): RouteHandlerMethod {
  return traceRequests(async (request, reply) => {
    const enteredMs = overload.enter();
    let isWhole = false;
    let response: OutgoingResponse;
    let encoded: EncodedBody | undefined;
    try {
      const exchange = new Exchange(reply);
      const { id, method, url, headers, body, params } = request;
      response = await handleRequest({
        requestId: id,
        method,
        pathVersion: versionOf(request),
        search: url.includes('?') ? url.slice(url.indexOf('?')) : '',
        documentId: documentIdIn(params),
        headers: flatten(headers),
        body: Buffer.isBuffer(body) ? body : undefined,
        cancellation: exchange.cancellation,
      });
      const { body: outgoing, compressed } = response;
      recordOutcome(request, response);
      const isStream = outgoing instanceof ResponseStream;
      setHeaders(response, request, reply, compress !== undefined && !isStream);
      if (!isStream) {
        exchange.body = outgoing;
        if (compress !== undefined && reply.statusCode !== 304)
          encoded = await compress({ body: outgoing, compressed }, joined(headers['accept-encoding']));
      }
      isWhole = response.status === 200 && !exchange.cancellation.isCancelled;
    } finally {
      overload.leave(enteredMs, isWhole);
    }
    if (response.body instanceof ResponseStream) return sendStream(response.body, reply, request.id);
    return send(response.body, encoded, reply, sendBody);
  });
}

/** Returns the first segment of `/:version/graphql`. */
function versionOf({ params }: FastifyRequest): string | undefined {
  const isGiven = typeof params === 'object' && params !== null && 'version' in params;
  return isGiven ? String(params.version) : undefined;
}

/** Sets status and headers of the response: status 304 if the client has a current copy. */
function setHeaders(
  { status, headers, upstreamHeaders }: OutgoingResponse,
  { method, headers: requestHeaders }: FastifyRequest,
  reply: FastifyReply,
  isCompressed: boolean,
): void {
  const isCurrent = method === 'GET' && isNotModified(requestHeaders['if-none-match'], headers['etag']);
  // Each of several values becomes its own line, the only valid form for `set-cookie`.
  for (const [name, values] of upstreamHeaders) reply.header(name, values.length === 1 ? values[0] : values);
  reply.headers(isCurrent ? headersOfNotModified(headers) : headers);
  if (isCompressed) reply.header('vary', mergeVary(headers['vary'], varyOn));
  reply.code(isCurrent ? 304 : status);
}

/** Sends `encoded`, or the unmodified body if it is undefined. */
function send(
  body: ResponseBody,
  encoded: EncodedBody | undefined,
  reply: FastifyReply,
  sendBody: SendBody,
): FastifyReply {
  const bytes = encoded === undefined ? body.take() : encoded.bytes;
  if (encoded?.encoding !== undefined) reply.header('content-encoding', encoded.encoding);
  // A 304 has no body.
  if (reply.statusCode === 304) return reply.send();
  return sendBody(reply, bytes);
}

/** In chunks of a length that is not known before. A failure of the producer ends the connection: the status has been sent. */
function sendStream({ parts }: ResponseStream, reply: FastifyReply, requestId: string): FastifyReply {
  const stream = Readable.from(parts, { objectMode: false, highWaterMark: 1 });
  stream.once('error', (error) => internalError.publish({ requestId, error }));
  return reply.send(stream);
}

function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (refusal?: FrontageError) => void) => void;

/** A hook that rejects other methods than GET and POST before the body is read. */
export const refuseOtherMethods: Hook = ({ method }, reply, done) => {
  if (method === 'GET' || method === 'POST') done();
  else done(otherMethod(reply, 'GET, POST'));
};

/** A hook that rejects other methods than GET on paths with a document id. */
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

/** One request and its response: cancels the work and releases the body when the response closes. */
class Exchange {
  /** Cancelled if the client disconnects before its response was sent. */
  readonly cancellation = new Cancellation();
  body: ResponseBody | undefined;

  constructor({ raw }: FastifyReply) {
    // Emitted once for every response, when all of it has left this process or its connection has closed.
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
