import { Member } from '../../shared/upstream/balancing/pool-member.ts';
import type { Endpoint } from '../../shared/upstream/create-endpoint.ts';
import type { EndpointOptions } from '../../shared/upstream/upstream-options.ts';

/** An endpoint without a network, for tests of code that only selects endpoints. */
export function endpointStub(overrides: Partial<Endpoint<unknown>> = {}): Endpoint<unknown> {
  return {
    send: () => Promise.reject(new Error('this stub sends no requests')),
    inFlight: 0,
    isAvailable: () => true,
    probe: () => Promise.reject(new Error('this stub makes no health checks')),
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
