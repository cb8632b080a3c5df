import { type Bff, type Settings, startBff as start } from '../../shared/index.ts';

/**
 * `startBff` without load shedding by event-loop delay: the server shares its event loop with the test, and on a busy machine
 * it would refuse the test's own requests.
 */
export function startBff(settings: Settings, options?: Parameters<typeof start>[1]): Promise<Bff> {
  return start({ ...settings, overload: { ...settings.overload, eventLoopDelay: 60_000 } }, options);
}
