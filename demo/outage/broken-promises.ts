import type { ServiceName } from '../harbour.ts';
import type { ArrivalLog } from './arrival-log.ts';
import type { Phase } from './phase.ts';
import type { Recovery } from './recovery.ts';
import { type OutageResult, VICTIMS } from './run-outage.ts';

/** The allowed calls to a restarted service in any second, as a multiple of the usual rate. */
const MOST_TIMES_STEADY = 1.5;
/** The longest first open time of a breaker: 5 s and 20 %. */
const OPEN_MS = 6_000;
/** The time for the probe, and until the next request arrives. */
const PROBE_MS = 1_500;

/** Promises of the demonstration that did not hold, a sentence each. */
export function findBrokenPromises({ phases, recoveries }: OutageResult, arrivals: ArrivalLog): string[] {
  return [
    ...phases.flatMap(failedResponses),
    ...phases.flatMap(wrongDegradations),
    ...recoveries.flatMap(lateRecoveries),
    ...VICTIMS.flatMap((service) => excessiveCalls(service, phases, arrivals)),
  ];
}

/** The partner's settings refuse a response without prices; no other client is ever refused. */
function failedResponses({ name, responses }: Phase, index: number): string[] {
  const failed = responses.filter(
    ({ screen, record: { status, codes } }) =>
      status !== 200 && !(screen.client === 'partner' && status === 503 && index > 0 && isUpstreams(codes)),
  );
  const kinds = new Set(
    failed.map(
      ({ screen, record }) =>
        `${screen.client} ${screen.screen} ${record.status ?? ''} ${record.codes.join()}`,
    ),
  );
  return failed.length === 0
    ? []
    : [`${name}: ${failed.length} of ${responses.length} responses were not 200: ${[...kinds].join('; ')}`];
}

function isUpstreams(codes: readonly string[]): boolean {
  return codes.every((code) => code.startsWith('SUBGRAPH_'));
}

/** A restarted service is still reported until a breaker is fully closed; hence one phase later. */
function wrongDegradations({ name, dead, responses }: Phase, index: number, all: readonly Phase[]): string[] {
  const justRestarted = all[index - 1]?.dead.filter((service) => !dead.includes(service)) ?? [];
  const named = new Set(responses.flatMap(({ record }) => record.degraded));
  const silent = dead.filter((service) => !named.has(service));
  const wrong = [...named].filter(
    (upstream) => ![...dead, ...justRestarted].some((service) => service === upstream),
  );
  return [
    ...(silent.length > 0 ? [`${name}: no response reports ${silent.join(', ')} as degraded`] : []),
    ...(wrong.length > 0 ? [`${name}: responses report ${wrong.join(', ')} as degraded`] : []),
  ];
}

function lateRecoveries({ service, client, tookMs, announcedMs }: Recovery): string[] {
  const allowedMs = (announcedMs ?? OPEN_MS) + PROBE_MS;
  return tookMs <= allowedMs
    ? []
    : [
        `${client} took ${tookMs.toFixed(0)} ms to recover ${service}; ${allowedMs.toFixed(0)} ms are allowed by retryAfterMs`,
      ];
}

function excessiveCalls(service: ServiceName, phases: readonly Phase[], arrivals: ArrivalLog): string[] {
  const [healthy, back] = [phases.at(0), phases.at(-1)];
  if (healthy === undefined || back === undefined) return [];
  const steady = arrivals.rate(service, healthy.startMs, healthy.endMs);
  const peak = arrivals.peak(service, back.startMs, back.endMs);
  return peak <= steady * MOST_TIMES_STEADY
    ? []
    : [`${service} got ${peak} calls in a second after its restart; the usual rate is ${steady.toFixed(1)}`];
}
