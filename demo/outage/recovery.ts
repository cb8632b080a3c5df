import type { ServiceName } from '../harbour.ts';
import type { ScreenResponse } from './phase.ts';
import type { ClientName } from './shown-screens.ts';

/** How a client recovered after one service was restarted. */
export interface Recovery {
  readonly service: ServiceName;
  readonly client: ClientName;
  /** From the restart to the first response of a previously degraded screen that no longer reports the service. */
  readonly tookMs: number;
  /** From the restart until the retry time that the responses around it announced. */
  readonly announcedMs: number | undefined;
}

/** For each client that was missing the service; `answers` are the responses before and after the restart. */
export function findRecoveries(
  service: ServiceName,
  restartedAtMs: number,
  responses: readonly ScreenResponse[],
): Recovery[] {
  const missing = responses.filter(
    ({ sentAtMs, record }) =>
      sentAtMs + record.durationMs < restartedAtMs && record.degraded.includes(service),
  );
  const clients = new Set(missing.map(({ screen }) => screen.client));
  return [...clients].map((client) => {
    const ofClient = missing.filter(({ screen }) => screen.client === client);
    const screens = new Set(ofClient.map(({ screen }) => screen));
    const recovered = responses
      .filter(
        ({ screen, record, sentAtMs }) =>
          sentAtMs >= restartedAtMs &&
          screens.has(screen) &&
          // A request that is refused for a degradation names its upstream; one that is shed names none.
          (record.status === 200 || record.degraded.length > 0) &&
          !record.degraded.includes(service),
      )
      .map(({ sentAtMs, record }) => sentAtMs + record.durationMs - restartedAtMs);
    return {
      service,
      client,
      tookMs: Math.min(Number.POSITIVE_INFINITY, ...recovered),
      announcedMs: lastAnnounced(
        service,
        restartedAtMs,
        responses.filter(({ screen }) => screen.client === client),
      ),
    };
  });
}

/** A call that began before the restart can still fail after it, and extend the open time of the breaker. */
const AROUND_MS = 1000;

function lastAnnounced(
  service: ServiceName,
  restartedAtMs: number,
  responses: readonly ScreenResponse[],
): number | undefined {
  const announced = responses.flatMap(({ sentAtMs, record }) => {
    const retryAfterMs = record.retryAfterMs[service];
    const respondedAtMs = sentAtMs + record.durationMs;
    return retryAfterMs === undefined || respondedAtMs > restartedAtMs + AROUND_MS
      ? []
      : [respondedAtMs + retryAfterMs - restartedAtMs];
  });
  return announced.length === 0 ? undefined : Math.max(0, ...announced);
}
