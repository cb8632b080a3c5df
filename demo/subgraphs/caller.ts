import type { IncomingHttpHeaders } from 'node:http';
import { isPartnerId, isUserId } from '../data/users.ts';
import { unauthenticated } from './graphql-problems.ts';

/** The caller, as the client-facing server sends it in `x-auth-subject`. */
export interface Caller {
  /** `user-7` or `partner-3`; undefined for an anonymous request and for an unknown subject. */
  readonly subject: string | undefined;
}

export function readCaller(headers: IncomingHttpHeaders): Caller {
  const subject = headers['x-auth-subject'];
  return {
    subject: typeof subject === 'string' && (isUserId(subject) || isPartnerId(subject)) ? subject : undefined,
  };
}

/** The caller's subject. Throws UNAUTHENTICATED. */
export function requireSubject({ subject }: Caller): string {
  if (subject === undefined) throw unauthenticated('this needs a subject; send a token');
  return subject;
}

/** The caller's user id. Throws UNAUTHENTICATED, for a partner too. */
export function requireUser({ subject }: Caller): string {
  if (subject === undefined || !isUserId(subject))
    throw unauthenticated('this needs a user; send a user token');
  return subject;
}
