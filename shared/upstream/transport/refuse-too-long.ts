import { FrontageError } from '../../core/errors.ts';
import type { UpstreamCall } from '../upstream-call.ts';
import type { TransportOptions } from '../upstream-options.ts';

/**
 * Throws a `FrontageError` BAD_USER_INPUT for a call whose URL or headers exceed the limit of its upstream. Their length
 * depends on the client's values, and an upstream that refuses them by closing the connection looks like a failed one.
 */
export function refuseTooLong(
  { path = '', headers }: Pick<UpstreamCall, 'path' | 'headers'>,
  { maxUrlBytes, maxHeaderBytes }: Pick<TransportOptions, 'maxUrlBytes' | 'maxHeaderBytes'>,
): void {
  if (path.length > maxUrlBytes) refuse('its URL', path.length, maxUrlBytes);
  let bytes = 0;
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
  if (bytes > maxHeaderBytes) refuse('its headers', bytes, maxHeaderBytes);
}

function refuse(part: string, bytes: number, maxBytes: number): never {
  throw new FrontageError('BAD_USER_INPUT', {
    message: 'A value is too long to be sent to an upstream.',
    cause: `${part} would have ${bytes} bytes; at most ${maxBytes} are allowed`,
  });
}
