import type { Respond } from './server/call.ts';

/** How long the answers of a service hold: said of those that are 200 and do not say it themselves. */
export function withCacheControl(value: string, respond: Respond): Respond {
  return async (call) => {
    const answer = await respond(call);
    return answer.status === 200
      ? { ...answer, headers: { 'cache-control': value, ...answer.headers } }
      : answer;
  };
}
