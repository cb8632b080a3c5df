import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '../harbour.ts';
import type { GraphqlSender } from '../load/graphql-sender.ts';
import { startOpenLoop } from '../load/run-load.ts';
import type { ArrivalLog } from './arrival-log.ts';
import type { EstateControls } from './estate-controls.ts';
import type { Phase, ScreenResponse } from './phase.ts';
import { findRecoveries, type Recovery } from './recovery.ts';
import type { ClientName, ShownScreen } from './shown-screens.ts';

/** The order in which they are killed; they are restarted together. */
export const VICTIMS: readonly ServiceName[] = ['recommendations', 'pricing', 'reviews'];

export interface OutageOptions {
  readonly screens: readonly ShownScreen[];
  readonly senders: Readonly<Record<ClientName, GraphqlSender>>;
  readonly controls: EstateControls;
  readonly arrivals: ArrivalLog;
  /** For each screen. */
  readonly requestsPerSecond: number;
  readonly phaseMs: number;
  say(line: string): void;
}

export interface OutageResult {
  /** The first is the healthy one. */
  readonly phases: readonly Phase[];
  readonly recoveries: readonly Recovery[];
}

const READ_EVERY_MS = 500;
/** Warm-up: a new process still compiles its hot code. */
const WARM_UP_MS = 6_000;
/** Time for an open breaker to admit a probe; after a long outage this takes a while. */
const RECOVERED_WITHIN_MS = 30_000;

/** A steady load on every screen, while services are killed one after the other and then restarted. */
export async function runOutage(options: OutageOptions): Promise<OutageResult> {
  const { screens, senders, controls, arrivals, requestsPerSecond, phaseMs, say } = options;
  const phases: Phase[] = [];
  const loads = screens.map((screen) => ({
    screen,
    load: startOpenLoop(
      (_index, atMs) => senders[screen.client].send(screen.request, atMs),
      requestsPerSecond,
    ),
  }));

  const take = (): ScreenResponse[] =>
    loads.flatMap(({ screen, load }) =>
      load.take().map((record) => ({ screen, record, sentAtMs: load.startedAtMs + record.atMs })),
    );

  async function listen(durationMs: number, isOver: (responses: readonly ScreenResponse[]) => boolean) {
    const responses: ScreenResponse[] = [];
    const endMs = performance.now() + durationMs;
    while (performance.now() < endMs && !isOver(responses)) {
      await delay(READ_EVERY_MS);
      await arrivals.read();
      responses.push(...take());
    }
    return responses;
  }

  async function runPhase(name: string, dead: readonly ServiceName[]): Promise<Phase> {
    say(`${name} …`);
    const startMs = now();
    const responses = await listen(phaseMs, () => false);
    const phase = { name, dead, startMs, endMs: now(), responses };
    phases.push(phase);
    return phase;
  }

  await listen(WARM_UP_MS, () => false);
  let last = await runPhase('healthy', []);
  for (const [index, victim] of VICTIMS.entries()) {
    await controls.kill(victim);
    const dead = VICTIMS.slice(0, index + 1);
    last = await runPhase(`${dead.join(', ')} down`, dead);
  }
  const { responses: before } = last;
  say('all restarted …');
  const restartedAtMs = new Map<ServiceName, number>();
  for (const victim of VICTIMS) {
    await controls.restart(victim);
    restartedAtMs.set(victim, now());
  }
  const recoveriesIn = (responses: readonly ScreenResponse[]): Recovery[] =>
    [...restartedAtMs].flatMap(([victim, atMs]) => findRecoveries(victim, atMs, [...before, ...responses]));
  const startMs = now();
  const returning = await listen(RECOVERED_WITHIN_MS, (responses) =>
    recoveriesIn(responses).every(({ tookMs }) => Number.isFinite(tookMs)),
  );
  const responses = [...returning, ...(await listen(phaseMs, () => false))];
  phases.push({ name: 'all restarted', dead: [], startMs, endMs: now(), responses });
  await Promise.all(loads.map(({ load }) => load.stop()));
  return { phases, recoveries: recoveriesIn(responses) };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
