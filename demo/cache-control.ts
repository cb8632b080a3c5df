import type { Respond } from './server/call.ts';

/** How long the responses of a service are fresh. */
export interface CacheControl {
  readonly everybody: string;
  /** For responses to requests with a user; the same as for anonymous ones if not given. */
  readonly user?: string;
}

/** Adds the header to responses with status 200. */
export function withCacheControl({ everybody, user = everybody }: CacheControl, respond: Respond): Respond {
  return async (call) => {
    const response = await respond(call);
    if (response.status !== 200) return response;
    const value = call.headers['x-auth-subject'] === undefined ? everybody : user;
    return { ...response, headers: { ...response.headers, 'cache-control': value } };
  };
}
