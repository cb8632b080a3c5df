import { Member } from '../../shared/upstream/balancing/pool-member.ts';
import type { Endpoint } from '../../shared/upstream/create-endpoint.ts';
import type { EndpointOptions } from '../../shared/upstream/upstream-options.ts';

/** An endpoint without a network, for what only decides about endpoints. */
export function endpointStub(overrides: Partial<Endpoint<unknown>> = {}): Endpoint<unknown> {
  return {
    send: () => Promise.reject(new Error('nothing is sent here')),
    inFlight: 0,
    isAvailable: () => true,
    ask: () => Promise.reject(new Error('nothing is asked here')),
    drain: () => Promise.resolve(),
    status: () => ({
      url: '',
      weight: 1,
      inFlight: 0,
      isHealthy: true,
      ejectedForMs: undefined,
      breakers: [],
    }),
    close: () => Promise.resolve(),
    ...overrides,
  };
}

export function memberStub(
  options: Partial<EndpointOptions> = {},
  overrides: Partial<Endpoint<unknown>> = {},
): Member {
  return new Member({ url: 'http://stub.invalid/', weight: 1, ...options }, endpointStub(overrides));
}
