import type { IncomingHttpHeaders } from 'node:http';
import { isHost } from './host.ts';

const beforePath = /^https?:\/\/([^/?#]*)/i;

interface Request {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Returns the path of a request target. Converts a target in absolute form (RFC 9112, section 3.2.2), which every server must
 * accept, if its host equals the `Host` header. Returns any other target unmodified.
 */
export function pathOfTarget({ url = '', headers: { host } }: Request): string {
  if (url.startsWith('/')) return url;
  const [origin = '', authority] = beforePath.exec(url) ?? [];
  if (authority === undefined || !isHost(authority)) return url;
  if (authority.toLowerCase() !== host?.toLowerCase()) return url;
  const path = url.slice(origin.length);
  return path.startsWith('/') ? path : `/${path}`;
}
