import type { CachePolicy } from '../core/http/cache-policy.ts';
import type { RequestContext, ResponseHeaders } from '../core/request-context.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';

/** Lets equal concurrent requests share one result. */
export interface RequestDeduplication<Result> {
  /**
   * Returns the result of the run in flight under this key, or of a new one. A run is cancelled when all clients that wait
   * for it have gone; its deadline is that of the first, which is the earliest. All get the same headers, except for
   * `set-cookie`, which only the first gets: the session that it begins is for one client.
   */
  join(
    key: string,
    context: RequestContext,
    begin: (context: RequestContext) => Promise<Result>,
  ): Promise<Result>;
}

interface Run<Result> {
  readonly result: Promise<Result>;
  readonly cancellation: Cancellation;
  readonly responseHeaders: ResponseHeaders;
  readonly cachePolicy: CachePolicy;
  waiting: number;
}

export function createRequestDeduplication<Result>(): RequestDeduplication<Result> {
  const runs = new Map<string, Run<Result>>();

  function end(key: string, run: Run<Result>): void {
    if (runs.get(key) === run) runs.delete(key);
  }

  return {
    async join(key, context, begin) {
      let run = runs.get(key);
      const isFirst = run === undefined;
      if (run === undefined) {
        const cancellation = new Cancellation();
        const { responseHeaders, cachePolicy } = context;
        const result = begin({ ...context, cancellation });
        run = { result, cancellation, responseHeaders, cachePolicy, waiting: 0 };
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
        const result = await joined.result;
        if (!isFirst) {
          for (const [name, values] of joined.responseHeaders)
            if (name !== 'set-cookie') context.responseHeaders.set(name, values);
          context.cachePolicy.restrictLike(joined.cachePolicy);
        }
        return result;
      } finally {
        context.cancellation.remove(leave);
        end(key, joined);
      }
    },
  };
}
