import { traces } from '../core/runtime/tracing.ts';

/** Publishes the events of each look-up. */
export function traceLookUps<Found>(
  lookUp: (key: string) => Found | undefined,
): (key: string, requestId: string) => Found | undefined {
  return (key, requestId) => {
    if (!traces.cache.isActive) return lookUp(key);
    return traces.cache.sync(
      () => ({ requestId, isHit: undefined }),
      (trace) => {
        const found = lookUp(key);
        trace.isHit = found !== undefined;
        return found;
      },
    );
  };
}
