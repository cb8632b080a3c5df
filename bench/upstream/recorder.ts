import type { UpstreamRequest } from './request-reader.ts';

export interface UpstreamResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface RecorderCounts {
  /** Requests served. */
  readonly calls: number;
  /** The requests among them that were new and therefore executed. */
  readonly executed: number;
}

export interface Recorder {
  /** The bytes of a whole HTTP/1.1 response: at once if the request is known, otherwise after its execution. */
  respond(request: UpstreamRequest): Buffer | Promise<Buffer>;
  /** Since the last reading. */
  readCounts(): RecorderCounts;
}

export interface RecorderOptions {
  readonly execute: (request: UpstreamRequest) => Promise<UpstreamResponse>;
  /** Responses to new requests beyond this number are not stored. */
  readonly maxEntries: number;
}

/** Executes a new request once, and replays the bytes of its response from then on. */
export function createRecorder({ execute, maxEntries }: RecorderOptions): Recorder {
  const known = new Map<string, Buffer>();
  const pending = new Map<string, Promise<Buffer>>();
  let calls = 0;
  let executed = 0;

  async function record(key: string, request: UpstreamRequest): Promise<Buffer> {
    executed += 1;
    try {
      const bytes = toResponse(await execute(request));
      if (known.size < maxEntries) known.set(key, bytes);
      return bytes;
    } finally {
      pending.delete(key);
    }
  }

  return {
    respond(request) {
      calls += 1;
      const key = `${request.method} ${request.path} ${request.body}`;
      const bytes = known.get(key) ?? pending.get(key);
      if (bytes !== undefined) return bytes;
      const recording = record(key, request);
      pending.set(key, recording);
      return recording;
    },
    readCounts() {
      const counts = { calls, executed };
      calls = 0;
      executed = 0;
      return counts;
    },
  };
}

function toResponse({ status, contentType, body }: UpstreamResponse): Buffer {
  const head = [
    `HTTP/1.1 ${status} Recorded`,
    `content-type: ${contentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: keep-alive',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
