import type { Respond } from './server/call.ts';

/** How long the answers of a service hold. */
export interface CacheControl {
  readonly everybody: string;
  /** To those that name a user; as for everybody when not said. */
  readonly user?: string;
}

/** Says it of answers that are 200. */
export function withCacheControl({ everybody, user = everybody }: CacheControl, respond: Respond): Respond {
  return async (call) => {
    const answer = await respond(call);
    if (answer.status !== 200) return answer;
    const value = call.headers['x-auth-subject'] === undefined ? everybody : user;
    return { ...answer, headers: { ...answer.headers, 'cache-control': value } };
  };
}
