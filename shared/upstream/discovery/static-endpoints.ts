import type { EndpointOptions } from '../upstream-options.ts';
import type { EndpointSource } from './endpoint-source.ts';

/** Provides the endpoints of the settings. They never change. */
export function createStaticEndpoints(current: readonly EndpointOptions[]): EndpointSource {
  return { current, ready: Promise.resolve(), subscribe: () => () => {}, close() {} };
}
