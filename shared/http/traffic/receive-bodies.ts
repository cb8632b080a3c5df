import type { IncomingMessage } from 'node:http';
import type { FastifyContentTypeParser } from 'fastify';
import { FrontageError } from '../../core/errors.ts';
import type { BodiesStatus } from '../../core/status.ts';
import { tooManyFields } from '../head/problem-of-head.ts';
import { ArrivingBody } from './arriving-body.ts';

export interface BodyLimits {
  /** The maximum number of bodies being received. Above it, the oldest is rejected. */
  readonly max: number;
  /** The maximum number of received bytes of all of them. Above it, the oldest are rejected. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Bytes per second since the beginning of the body, checked after its first five seconds. */
  readonly minRate: number;
  readonly maxBodyBytes: number;
  /** The maximum number of trailer fields of one request. */
  readonly maxTrailers: number;
}

export interface Bodies {
  /** Receives a body as one buffer. Fails with REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE or HEADERS_TOO_LARGE. */
  readonly receive: FastifyContentTypeParser;
  status(): BodiesStatus;
  close(): void;
}

const sweepMs = 1000;
const graceMs = 5000;

type Abort = (reason: Error) => void;

/**
 * Receives request bodies before the work on their requests begins. They do not count towards `overload.concurrency`, so that
 * slow clients do not block other clients.
 */
export function createBodies(limits: BodyLimits): Bodies {
  /** The bodies being received, oldest first. */
  const arriving = new Map<ArrivingBody, Abort>();
  let bytes = 0;
  let timedOut = 0;

  function abortOldest(): void {
    const [oldest] = arriving;
    if (oldest !== undefined) timeOut(...oldest);
  }
  function timeOut(_body: ArrivingBody, abort: Abort): void {
    timedOut += 1;
    abort(new FrontageError('REQUEST_TIMEOUT'));
  }

  const timer = setInterval(() => {
    const nowMs = performance.now();
    for (const [body, abort] of arriving) {
      const ageMs = nowMs - body.startMs;
      const isSlow = ageMs > graceMs && body.byteLength < (limits.minRate * ageMs) / 1000;
      if (isSlow || ageMs > limits.timeoutMs) timeOut(body, abort);
    }
  }, sweepMs);
  timer.unref();

  return {
    receive({ raw }, _payload, done) {
      const body = new ArrivingBody(performance.now());
      const onData = (chunk: Buffer): void => {
        if (body.byteLength + chunk.length > limits.maxBodyBytes) {
          end();
          done(new FrontageError('PAYLOAD_TOO_LARGE'));
          return;
        }
        body.append(chunk);
        bytes += chunk.length;
        while (bytes > limits.maxBytes && arriving.size > 0) abortOldest();
      };
      const onEnd = (): void => {
        end();
        const trailers = raw.rawTrailers.length / 2;
        if (trailers > limits.maxTrailers) done(tooManyFields(trailers, limits.maxTrailers));
        else done(null, body.bytes());
      };
      const abort = (reason: Error): void => {
        end();
        done(reason);
      };
      function end(): void {
        arriving.delete(body);
        bytes -= body.byteLength;
        stopReading(raw, onData, onEnd, abort);
      }
      if (arriving.size >= limits.max) abortOldest();
      arriving.set(body, abort);
      raw.on('data', onData).on('end', onEnd).on('error', abort);
    },
    status: () => ({ receiving: arriving.size, bytes, timedOut }),
    close: () => clearInterval(timer),
  };
}

function stopReading(
  raw: IncomingMessage,
  onData: (chunk: Buffer) => void,
  onEnd: () => void,
  onError: Abort,
): void {
  raw.off('data', onData).off('end', onEnd).off('error', onError);
}
