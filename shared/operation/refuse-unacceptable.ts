import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';

const offered = /^(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))$/i;
const ourCharset = /^\s*charset\s*=\s*("?)utf-8\1\s*$/i;
const quality = /^\s*q\s*=(.*)$/i;

/**
 * Refuses a request whose `Accept` allows no media type of a GraphQL response (GraphQL over HTTP, section 6), before a
 * mutation is executed. Throws a `FrontageError`: NOT_ACCEPTABLE.
 */
export function refuseUnacceptable({ headers: { accept } }: Pick<IncomingRequest, 'headers'>): void {
  if (accept && !accept.split(',').some(isAcceptable)) throw new FrontageError('NOT_ACCEPTABLE');
}

/** Whether a response, in UTF-8 and without other parameters, matches a media range (RFC 9110, section 12.5.1). */
function isAcceptable(range: string): boolean {
  const [type = '', ...parameters] = range.split(';');
  if (!offered.test(type.trim())) return false;
  for (const parameter of parameters) {
    const weight = quality.exec(parameter)?.[1];
    // A parameter after the weight does not belong to the media type.
    if (weight !== undefined) return Number.parseFloat(weight) > 0;
    if (!ourCharset.test(parameter)) return false;
  }
  return true;
}
