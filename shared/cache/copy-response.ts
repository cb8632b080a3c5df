import type { WholeResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';

/**
 * A response that can be sent any number of times, with room for its compressed forms. The body is copied into memory of its
 * own, because a slice of a larger buffer would retain all of it; the memory of the original is released.
 */
export function copyResponse(response: WholeResponse): WholeResponse {
  const { body } = response;
  const own = Buffer.allocUnsafeSlow(body.byteLength);
  body.take().copy(own);
  body.sent();
  return { ...response, body: new ResponseBody(own).retain(), compressed: new Map<string, Buffer>() };
}
