import { createHmac, createSecretKey } from 'node:crypto';

const origin = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?]*/i;

/** Adds a hexadecimal HMAC-SHA256 over path and query as a further parameter. The URL must not have a fragment. */
export function compileUrlSigner(key: string, parameter: string): (url: string) => string {
  const secret = createSecretKey(key, 'utf8');
  const name = encodeURIComponent(parameter);
  return (url) => {
    const signature = createHmac('sha256', secret).update(url.replace(origin, '')).digest('hex');
    return `${url}${url.includes('?') ? '&' : '?'}${name}=${signature}`;
  };
}
