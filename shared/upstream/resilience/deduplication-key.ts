import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import { compileChoice, type RequestHeaderRule } from '../headers/header-rules.ts';

// Headers that identify a user to an upstream: responses to such requests are for that user only.
const credentials = ['authorization', 'cookie'];

/**
 * Compiles the part of the deduplication key that depends on headers, given the rules of all upstreams: the value of every
 * header that may be forwarded. The key is undefined for a request whose forwarded headers identify a user.
 */
export function compileSharingKey(
  rules: readonly RequestHeaderRule[],
): (headers: Readonly<Record<string, string>>) => string | undefined {
  const choices = rules.flatMap(({ propagate }) =>
    propagate === undefined ? [] : [compileChoice(propagate)],
  );
  if (choices.length === 0) return () => '';
  return (headers) => {
    // Headers named in `connection` are not forwarded, although other requests with the same headers forward them.
    if (!/^(?:keep-alive|close)?$/i.test(headers['connection'] ?? '')) return undefined;
    const forwarded = Object.keys(headers).filter(
      (name) => !fixedRequestHeaders.has(name) && choices.some((matches) => matches(name)),
    );
    if (credentials.some((name) => forwarded.includes(name))) return undefined;
    return JSON.stringify(forwarded.sort().map((name) => [name, headers[name]]));
  };
}
