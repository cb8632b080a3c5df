import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';

const offered = /^(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))$/i;
const ourCharset = /^\s*charset\s*=\s*("?)utf-8\1\s*$/i;
const quality = /^\s*q\s*=(.*)$/i;

/**
 * Refuses a request whose `Accept` leaves no media type to answer in (GraphQL over HTTP, section 6), before anything is
 * executed: Apollo Server looks only afterwards, when a mutation has been made. Throws `FrontageError`: NOT_ACCEPTABLE.
 */
export function refuseUnacceptable({ headers: { accept } }: Pick<IncomingRequest, 'headers'>): void {
  if (accept && !accept.split(',').some(isAcceptable)) throw new FrontageError('NOT_ACCEPTABLE');
}

/** Whether an answer, which is in UTF-8 and has no other parameters, fits a media range (RFC 9110, section 12.5.1). */
function isAcceptable(range: string): boolean {
  const [type = '', ...parameters] = range.split(';');
  if (!offered.test(type.trim())) return false;
  for (const parameter of parameters) {
    const weight = quality.exec(parameter)?.[1];
    // What follows the weight is no parameter of the media type.
    if (weight !== undefined) return Number.parseFloat(weight) > 0;
    if (!ourCharset.test(parameter)) return false;
  }
  return true;
}
