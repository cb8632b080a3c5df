import type { IncomingMessage } from 'node:http';
import type { FastifyContentTypeParser } from 'fastify';
import { FrontageError } from '../../core/errors.ts';
import type { BodiesStatus } from '../../core/status.ts';
import { tooManyFields } from '../head/problem-of-head.ts';
import { ArrivingBody } from './arriving-body.ts';

export interface BodyLimits {
  /** Bodies that are being received at once; the oldest of them gives way. */
  readonly max: number;
  /** Received bytes of all of them together; the oldest give way. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Bytes a second, counted from the beginning of the body, after its first five seconds. */
  readonly minRate: number;
  readonly maxBodyBytes: number;
  /** Trailer fields of one request. */
  readonly maxTrailers: number;
}

export interface Bodies {
  /** Gives the body as one buffer; fails with REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE or HEADERS_TOO_LARGE. */
  readonly receive: FastifyContentTypeParser;
  status(): BodiesStatus;
  close(): void;
}

const sweepMs = 1000;
const graceMs = 5000;

type GiveUp = (reason: Error) => void;

/**
 * Receives the bodies of requests that no work is done for yet. They take no place of `overload.concurrency`: a client that
 * sends slowly keeps nobody else out.
 */
export function createBodies(limits: BodyLimits): Bodies {
  /** In the order in which they began. */
  const arriving = new Map<ArrivingBody, GiveUp>();
  let bytes = 0;
  let timedOut = 0;

  function giveUpOldest(): void {
    const [oldest] = arriving;
    if (oldest !== undefined) timeOut(...oldest);
  }
  function timeOut(_body: ArrivingBody, giveUp: GiveUp): void {
    timedOut += 1;
    giveUp(new FrontageError('REQUEST_TIMEOUT'));
  }

  const timer = setInterval(() => {
    const nowMs = performance.now();
    for (const [body, giveUp] of arriving) {
      const ageMs = nowMs - body.startMs;
      const isSlow = ageMs > graceMs && body.byteLength < (limits.minRate * ageMs) / 1000;
      if (isSlow || ageMs > limits.timeoutMs) timeOut(body, giveUp);
    }
  }, sweepMs);
  timer.unref();

  return {
    receive({ raw }, _payload, done) {
      const body = new ArrivingBody(performance.now());
      const onData = (piece: Buffer): void => {
        if (body.byteLength + piece.length > limits.maxBodyBytes) {
          end();
          done(new FrontageError('PAYLOAD_TOO_LARGE'));
          return;
        }
        body.append(piece);
        bytes += piece.length;
        while (bytes > limits.maxBytes && arriving.size > 0) giveUpOldest();
      };
      const onEnd = (): void => {
        end();
        const trailers = raw.rawTrailers.length / 2;
        if (trailers > limits.maxTrailers) done(tooManyFields(trailers, limits.maxTrailers));
        else done(null, body.bytes());
      };
      const giveUp = (reason: Error): void => {
        end();
        done(reason);
      };
      function end(): void {
        arriving.delete(body);
        bytes -= body.byteLength;
        stopReading(raw, onData, onEnd, giveUp);
      }
      if (arriving.size >= limits.max) giveUpOldest();
      arriving.set(body, giveUp);
      raw.on('data', onData).on('end', onEnd).on('error', giveUp);
    },
    status: () => ({ receiving: arriving.size, bytes, timedOut }),
    close: () => clearInterval(timer),
  };
}

function stopReading(
  raw: IncomingMessage,
  onData: (piece: Buffer) => void,
  onEnd: () => void,
  onError: GiveUp,
): void {
  raw.off('data', onData).off('end', onEnd).off('error', onError);
}
