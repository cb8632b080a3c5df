import type { IncomingHttpHeaders } from 'node:http';
import { isHost } from './host.ts';

const beforePath = /^https?:\/\/([^/?#]*)/i;

interface Request {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * What a request asks for as a path: also of a target in absolute form (RFC 9112, section 3.2.2), which every server must
 * accept, if its host is the one that the `Host` header names. Everything else stays as it is.
 */
export function pathOfTarget({ url = '', headers: { host } }: Request): string {
  if (url.startsWith('/')) return url;
  const [origin = '', authority] = beforePath.exec(url) ?? [];
  if (authority === undefined || !isHost(authority)) return url;
  if (authority.toLowerCase() !== host?.toLowerCase()) return url;
  const path = url.slice(origin.length);
  return path.startsWith('/') ? path : `/${path}`;
}
