import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http-messages.ts';

const offered = /^(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))$/i;
const excluded = /;\s*q=0(?:\.0*)?\s*(?:;|$)/i;

/**
 * Refuses a request whose `Accept` leaves no media type to answer in (GraphQL over HTTP, section 6), before anything is
 * executed: Apollo Server looks only afterwards, when a mutation has been made. Throws `FrontageError`: NOT_ACCEPTABLE.
 */
export function refuseUnacceptable({ headers: { accept } }: Pick<IncomingRequest, 'headers'>): void {
  if (!accept) return;
  const isAcceptable = accept.split(',').some((range) => {
    const [type = ''] = range.split(';');
    return offered.test(type.trim()) && !excluded.test(range);
  });
  if (!isAcceptable) throw new FrontageError('NOT_ACCEPTABLE');
}
