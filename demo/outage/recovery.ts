import type { ServiceName } from '../harbour.ts';
import type { ScreenAnswer } from './phase.ts';
import type { ClientName } from './shown-screens.ts';

/** How a client came back after one service was restarted. */
export interface Recovery {
  readonly service: ServiceName;
  readonly client: ClientName;
  /** From the restart to the first answer of a screen that had missed the service and does no longer. */
  readonly tookMs: number;
  /** From the restart until the time at which, as answers around it said, it is worth asking again. */
  readonly toldMs: number | undefined;
}

/** Of each client that missed the service; `answers` are those from before and after the restart. */
export function findRecoveries(
  service: ServiceName,
  restartedAtMs: number,
  answers: readonly ScreenAnswer[],
): Recovery[] {
  const missing = answers.filter(
    ({ sentAtMs, record }) =>
      sentAtMs + record.durationMs < restartedAtMs && record.degraded.includes(service),
  );
  const clients = new Set(missing.map(({ screen }) => screen.client));
  return [...clients].map((client) => {
    const ofClient = missing.filter(({ screen }) => screen.client === client);
    const screens = new Set(ofClient.map(({ screen }) => screen));
    const whole = answers
      .filter(
        ({ screen, record, sentAtMs }) =>
          sentAtMs >= restartedAtMs &&
          screens.has(screen) &&
          // One that is refused for something else says of what; one that is shed says nothing.
          (record.status === 200 || record.degraded.length > 0) &&
          !record.degraded.includes(service),
      )
      .map(({ sentAtMs, record }) => sentAtMs + record.durationMs - restartedAtMs);
    return {
      service,
      client,
      tookMs: Math.min(Number.POSITIVE_INFINITY, ...whole),
      toldMs: lastTold(
        service,
        restartedAtMs,
        answers.filter(({ screen }) => screen.client === client),
      ),
    };
  });
}

/** A call that began before the restart may still fail after it, and keep the service away for longer. */
const AROUND_MS = 1000;

function lastTold(
  service: ServiceName,
  restartedAtMs: number,
  answers: readonly ScreenAnswer[],
): number | undefined {
  const told = answers.flatMap(({ sentAtMs, record }) => {
    const retryAfterMs = record.retryAfterMs[service];
    const answeredAtMs = sentAtMs + record.durationMs;
    return retryAfterMs === undefined || answeredAtMs > restartedAtMs + AROUND_MS
      ? []
      : [answeredAtMs + retryAfterMs - restartedAtMs];
  });
  return told.length === 0 ? undefined : Math.max(0, ...told);
}
