import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, errors } from 'undici';
import type { ErrorCode } from '../../core/errors.ts';
import type { Cancellation } from '../../core/runtime/cancellation.ts';
import { UpstreamError } from '../upstream-error.ts';
import { createGunzipBody, type GunzipBody } from './gunzip-body.ts';

export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpExchangeOptions {
  /** The time from now to the last byte of the response. */
  readonly timeoutMs: number;
  readonly timeoutCode: 'SUBGRAPH_TIMEOUT' | 'GATEWAY_TIMEOUT';
  /** The longest time between two bytes of the body. */
  readonly idleTimeoutMs: number;
  /** The limit of the body, encoded and decoded. */
  readonly maxBytes: number;
  readonly acceptsGzip: boolean;
  /** Whether the request is so long that some servers refuse it. */
  readonly isLong: boolean;
  readonly cancellation: Cancellation;
  resolve(response: TransportResponse): void;
  reject(error: UpstreamError): void;
}

const timeouts = [errors.ConnectTimeoutError, errors.HeadersTimeoutError, errors.BodyTimeoutError];

// No server needs more before a response; an endless series would keep this process busy until the timeout.
const maxInformational = 16;

/**
 * Collects the response to one request from undici's dispatcher. Its `request()` would create a stream for each call, only
 * to read it to the end.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #options: HttpExchangeOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #onCancel = (): void => this.#fail('SUBGRAPH_UNAVAILABLE', 'the client disconnected');
  readonly #chunks: Buffer[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  #gunzip: GunzipBody | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #informational = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #bytes = 0;
  #isOver = false;

  constructor(options: HttpExchangeOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#fail(options.timeoutCode, undefined), options.timeoutMs);
    options.cancellation.add(this.#onCancel);
    if (options.cancellation.isCancelled) this.#onCancel();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const wasSent = this.#controller !== undefined;
    this.#controller = controller;
    // The call was queued for a connection, and was cancelled meanwhile.
    if (this.#isOver) controller.abort(abandoned);
    // When an HTTP/2 connection is lost, undici queues all its requests again, writes too. Only the retry layer may decide to
    // send a request twice.
    else if (wasSent) this.#fail('SUBGRAPH_UNAVAILABLE', 'the connection was lost');
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) {
      this.#informational += 1;
      if (this.#informational > maxInformational)
        this.#fail('SUBGRAPH_INVALID_RESPONSE', `more than ${maxInformational} informational responses`);
      return;
    }
    this.#status = status;
    this.#headers = headers;
    const { acceptsGzip, maxBytes, idleTimeoutMs, timeoutMs } = this.#options;
    const encoding = headers['content-encoding'];
    if (acceptsGzip && (encoding === 'gzip' || encoding === 'x-gzip')) this.#gunzip = this.#startGunzip();
    else if (encoding !== undefined && encoding !== 'identity') {
      this.#fail('SUBGRAPH_INVALID_RESPONSE', `content-encoding ${encoding}`);
      return;
    }
    if (Number(headers['content-length']) > maxBytes) {
      this.#fail('SUBGRAPH_RESPONSE_TOO_LARGE', `content-length ${headers['content-length']}`);
      return;
    }
    if (idleTimeoutMs < timeoutMs)
      this.#idleTimer = setTimeout(
        () => this.#fail('SUBGRAPH_TIMEOUT', `no byte of the body for ${idleTimeoutMs} ms`),
        idleTimeoutMs,
      );
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#options.maxBytes) {
      this.#fail('SUBGRAPH_RESPONSE_TOO_LARGE', `more than ${this.#options.maxBytes} bytes`);
      return;
    }
    this.#idleTimer?.refresh();
    if (this.#gunzip === undefined) this.#chunks.push(chunk);
    else this.#gunzip.write(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#idleTimer);
    if (this.#gunzip !== undefined) this.#gunzip.end();
    else {
      const [first, second] = this.#chunks;
      this.#finish(first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(
      timeouts.some((type) => error instanceof type) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE',
      error,
    );
  }

  #startGunzip(): GunzipBody {
    return createGunzipBody({
      maxBytes: this.#options.maxBytes,
      onBody: (body) => this.#finish(body),
      onFailure: (code, cause) => this.#fail(code, cause),
    });
  }

  #finish(body: Buffer): void {
    if (this.#isOver) return;
    this.#end();
    this.#options.resolve({ status: this.#status, headers: this.#headers, body });
  }

  #fail(code: ErrorCode, cause: unknown): void {
    if (this.#isOver) return;
    this.#end();
    this.#gunzip?.close();
    const hasResponded = this.#status !== 0;
    this.#options.reject(
      new UpstreamError(code, {
        cause,
        hasResponded,
        headStatus: hasResponded ? this.#status : undefined,
        isPerhapsTooLong: this.#options.isLong && !hasResponded && isReset(cause),
      }),
    );
    this.#controller?.abort(abandoned);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#idleTimer);
    this.#options.cancellation.remove(this.#onCancel);
  }
}

const resets: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function isReset(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && resets.has(cause.code);
}

/** The reason for undici. It is never visible. */
const abandoned = new Error('abandoned');
