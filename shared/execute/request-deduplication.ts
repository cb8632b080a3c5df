import type { CachePolicy } from '../core/http/cache-policy.ts';
import type { RequestContext, ResponseHeaders } from '../core/request-context.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';

/** Lets equal concurrent requests share one result. */
export interface RequestDeduplication<Answer> {
  /**
   * Returns the result of the run in flight under this key, or of a new one. A run is cancelled when all clients that wait
   * for it have gone; its deadline is that of the first, which is the earliest. All get the same headers, except for
   * `set-cookie`, which only the first gets: the session that it begins is for one client.
   */
  join(
    key: string,
    context: RequestContext,
    begin: (context: RequestContext) => Promise<Answer>,
  ): Promise<Answer>;
}

interface Run<Answer> {
  readonly answer: Promise<Answer>;
  readonly cancellation: Cancellation;
  readonly answerHeaders: ResponseHeaders;
  readonly cachePolicy: CachePolicy;
  waiting: number;
}

export function createRequestDeduplication<Answer>(): RequestDeduplication<Answer> {
  const runs = new Map<string, Run<Answer>>();

  function end(key: string, run: Run<Answer>): void {
    if (runs.get(key) === run) runs.delete(key);
  }

  return {
    async join(key, context, begin) {
      let run = runs.get(key);
      const isFirst = run === undefined;
      if (run === undefined) {
        const cancellation = new Cancellation();
        const { answerHeaders, cachePolicy } = context;
        const answer = begin({ ...context, cancellation });
        run = { answer, cancellation, answerHeaders, cachePolicy, waiting: 0 };
        runs.set(key, run);
      }
      const joined = run;
      const leave = (): void => {
        joined.waiting -= 1;
        if (joined.waiting > 0) return;
        end(key, joined);
        joined.cancellation.cancel();
      };
      joined.waiting += 1;
      context.cancellation.add(leave);
      try {
        const answer = await joined.answer;
        if (!isFirst) {
          for (const [name, values] of joined.answerHeaders)
            if (name !== 'set-cookie') context.answerHeaders.set(name, values);
          context.cachePolicy.restrictLike(joined.cachePolicy);
        }
        return answer;
      } finally {
        context.cancellation.remove(leave);
        end(key, joined);
      }
    },
  };
}
