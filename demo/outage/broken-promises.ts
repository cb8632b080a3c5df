import type { ServiceName } from '../harbour.ts';
import type { ArrivalLog } from './arrival-log.ts';
import type { Phase } from './phase.ts';
import type { Recovery } from './recovery.ts';
import { type OutageResult, VICTIMS } from './run-outage.ts';

/** How much more than usual a service may get in any second after it came back. */
const MOST_TIMES_STEADY = 1.5;
/** How long a breaker is open the first time, at most: 5 s and 20 %. */
const OPEN_MS = 6_000;
/** For the probe, and for the next request to come. */
const PROBE_MS = 1_500;

/** What the demonstration promises and did not hold, a sentence each. */
export function findBrokenPromises({ phases, recoveries }: OutageResult, arrivals: ArrivalLog): string[] {
  return [
    ...phases.flatMap(alwaysAnswers),
    ...phases.flatMap(saysWhatIsMissing),
    ...recoveries.flatMap(recoversInTime),
    ...VICTIMS.flatMap((service) => herd(service, phases, arrivals)),
  ];
}

/** The partner's settings declare that an answer without prices is none; no other client is ever refused. */
function alwaysAnswers({ name, answers }: Phase, index: number): string[] {
  const failed = answers.filter(
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
    : [`${name}: ${failed.length} of ${answers.length} answers were not 200: ${[...kinds].join('; ')}`];
}

function isUpstreams(codes: readonly string[]): boolean {
  return codes.every((code) => code.startsWith('SUBGRAPH_'));
}

/** Until a breaker lets everything through again, a service that is back is still named; so one phase later. */
function saysWhatIsMissing({ name, dead, answers }: Phase, index: number, all: readonly Phase[]): string[] {
  const justBack = all[index - 1]?.dead.filter((service) => !dead.includes(service)) ?? [];
  const named = new Set(answers.flatMap(({ record }) => record.degraded));
  const silent = dead.filter((service) => !named.has(service));
  const wrong = [...named].filter(
    (upstream) => ![...dead, ...justBack].some((service) => service === upstream),
  );
  return [
    ...(silent.length > 0 ? [`${name}: no answer names ${silent.join(', ')} as degraded`] : []),
    ...(wrong.length > 0 ? [`${name}: answers name ${wrong.join(', ')} as degraded`] : []),
  ];
}

function recoversInTime({ service, client, tookMs, toldMs }: Recovery): string[] {
  const allowedMs = (toldMs ?? OPEN_MS) + PROBE_MS;
  return tookMs <= allowedMs
    ? []
    : [
        `${client} took ${tookMs.toFixed(0)} ms until ${service} was back; ${allowedMs.toFixed(0)} ms were told`,
      ];
}

function herd(service: ServiceName, phases: readonly Phase[], arrivals: ArrivalLog): string[] {
  const [healthy, back] = [phases.at(0), phases.at(-1)];
  if (healthy === undefined || back === undefined) return [];
  const steady = arrivals.rate(service, healthy.startMs, healthy.endMs);
  const peak = arrivals.peak(service, back.startMs, back.endMs);
  return peak <= steady * MOST_TIMES_STEADY
    ? []
    : [`${service} got ${peak} calls in a second after it came back; ${steady.toFixed(1)} are usual`];
}
