import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, errors } from 'undici';
import type { Cancellation } from '../core/cancellation.ts';
import type { ErrorCode } from '../core/errors.ts';
import { UpstreamError } from './upstream-error.ts';

export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpExchangeOptions {
  /** From now to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly timeoutCode: 'SUBGRAPH_TIMEOUT' | 'GATEWAY_TIMEOUT';
  readonly cancellation: Cancellation;
  resolve(response: TransportResponse): void;
  reject(error: UpstreamError): void;
}

const timeouts = [errors.ConnectTimeoutError, errors.HeadersTimeoutError, errors.BodyTimeoutError];

/**
 * Collects the answer to one request from undici's dispatcher. Its `request()` would give a stream, of which there would
 * be one for each call only to be read to the end.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #options: HttpExchangeOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #onCancel = (): void => this.#fail('SUBGRAPH_UNAVAILABLE', 'the client has gone');
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #isOver = false;

  constructor(options: HttpExchangeOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#fail(options.timeoutCode, undefined), options.timeoutMs);
    options.cancellation.add(this.#onCancel);
    if (options.cancellation.isCancelled) this.#onCancel();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection, and nobody waits for it any more.
    if (this.#isOver) controller.abort(abandoned);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // Informational (1xx): the answer is still to come.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return;
    this.#fail('SUBGRAPH_INVALID_RESPONSE', `content-encoding ${encoding}`);
    controller.abort(abandoned);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#end();
    const [first, second] = this.#chunks;
    const body = first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks);
    this.#options.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(codeOf(error), error);
  }

  #fail(code: ErrorCode, cause: unknown): void {
    if (this.#isOver) return;
    this.#end();
    this.#options.reject(new UpstreamError(code, { cause, hasResponded: this.#status !== 0 }));
    this.#controller?.abort(abandoned);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#options.cancellation.remove(this.#onCancel);
  }
}

/** What undici is told; nobody sees it. */
const abandoned = new Error('abandoned');

function codeOf(error: Error): ErrorCode {
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'SUBGRAPH_RESPONSE_TOO_LARGE';
  return timeouts.some((type) => error instanceof type) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}
