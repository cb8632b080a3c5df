import type { OutgoingResponse } from '../../shared/core/http/http-messages.ts';
import { ResponseStream } from '../../shared/core/http/response-stream.ts';

/** The bytes of a response that is no stream. */
export function bytesOf({ body }: Pick<OutgoingResponse, 'body'>): Buffer {
  if (body instanceof ResponseStream) throw new TypeError('the body is a stream');
  return body.bytes;
}
