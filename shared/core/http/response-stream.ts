/**
 * A response body of unknown length: parts that are sent as soon as they exist. Its media type is the `content-type` of the
 * response. Its producer counts as finished work when the stream begins: it holds no place of `overload.concurrency`, the
 * deadline of the request does not end it, no cache, wire form or content coding changes it, and no budget applies to it: its
 * length is unknown when its headers are sent.
 *
 * The iterator's `return` is called when the client has gone or the process stops. A part is requested when the client has
 * read the one before.
 */
export class ResponseStream {
  readonly parts: AsyncIterable<Uint8Array>;

  constructor(parts: AsyncIterable<Uint8Array>) {
    this.parts = parts;
  }
}
