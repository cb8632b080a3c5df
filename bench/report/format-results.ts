import type { LatencyRow } from '../measure/measure-latency.ts';
import type { MemoryRow } from '../measure/measure-memory.ts';
import type { MissRow } from '../measure/measure-misses.ts';
import type { ProcessorRow } from '../measure/measure-processor.ts';
import type { ThroughputRow } from '../measure/measure-throughput.ts';
import { formatTable } from './format-table.ts';
import type { Machine } from './read-machine.ts';
import type { WorkloadResults } from './results.ts';

/** Below this share of its core the peer was not the bottleneck. */
const fullyBusy = 0.85;

export function formatMachine(machine: Machine): string {
  const { date, cpu, coreCount, node, commit, loadGenerator, pinning, loadBefore } = machine;
  return [
    `${date}  commit ${commit}`,
    `${cpu}, ${coreCount} cores, Node ${node}; load by ${loadGenerator}; ${pinning}`,
    ...(loadBefore > 0.5
      ? [
          `The machine was not idle before the run (load ${loadBefore.toFixed(1)}): the numbers are unreliable.`,
        ]
      : []),
  ].join('\n');
}

export function formatWorkload(results: WorkloadResults): string {
  const { workload, responseBytes, leftOut, throughput, ratios, misses, latency, memory, processor } =
    results;
  const title = `\n## ${workload}${responseBytes > 0 ? ` (response size ${(responseBytes / 1000).toFixed(1)} KB)` : ''}`;
  return [
    title,
    ...leftOut.map(({ name, verdict, reason }) => `${name}: ${verdict}: ${reason}`),
    ...(throughput.length > 0 ? [throughputTable(throughput), '', ratioTable(ratios)] : []),
    ...(misses.length > 0 ? ['\nplan-cache miss', missTable(misses)] : []),
    ...(latency.length > 0 ? ['\nadded latency', latencyTable(latency)] : []),
    ...(memory.length > 0 ? ['\nmemory', memoryTable(memory)] : []),
    ...(processor.length > 0 ? ['\nprocessor time', processorTable(processor)] : []),
  ].join('\n');
}

function throughputTable(rows: readonly ThroughputRow[]): string {
  const body = rows.map((row) => [
    row.peer,
    row.requestsPerSecond.toFixed(0),
    `${row.slowest.toFixed(0)}–${row.fastest.toFixed(0)}`,
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    String(row.upstreamCalls),
    row.upstreamCallsUnderLoad.toFixed(1),
    row.busy === undefined ? '?' : `${(row.busy * 100).toFixed(0)} %${row.busy < fullyBusy ? ' !' : ''}`,
    String(row.failures),
  ]);
  const head = ['peer', 'req/s', 'range', 'p50 ms', 'p99 ms', 'calls', 'under load', 'core', 'failures'];
  return formatTable([head, ...body]);
}

function ratioTable(ratios: WorkloadResults['ratios']): string {
  const names = Object.keys(ratios);
  const body = Object.entries(ratios).map(([peer, row]) => [
    peer,
    ...names.map((name) => (row[name] ?? Number.NaN).toFixed(2)),
  ]);
  return formatTable([['times', ...names], ...body]);
}

function missTable(rows: readonly MissRow[]): string {
  const body = rows.map((row) => [
    row.peer,
    ...[row.knownMs, row.unknownMs, row.costMs].map((ms) => ms.toFixed(2)),
  ]);
  return formatTable([['peer', 'known ms', 'unknown ms', 'cost ms'], ...body]);
}

function latencyTable(rows: readonly LatencyRow[]): string {
  const body = rows.map((row) => {
    const { p50Ms, p99Ms, upstreamP50Ms, upstreamP99Ms, addedP50Ms, addedP99Ms, latenessP99Ms } = row;
    const times = [p50Ms, p99Ms, upstreamP50Ms, upstreamP99Ms, addedP50Ms, addedP99Ms, latenessP99Ms];
    return [
      row.peer,
      `${(row.load * 100).toFixed(0)} %`,
      row.requestsPerSecond.toFixed(0),
      ...times.map((ms) => ms.toFixed(2)),
      String(row.failed),
    ];
  });
  const head = ['peer', 'load', 'req/s', 'p50 ms', 'p99 ms', 'upstream p50', 'upstream p99'];
  return formatTable([[...head, 'added p50', 'added p99', 'sent late p99', 'failures'], ...body]);
}

function memoryTable(rows: readonly MemoryRow[]): string {
  const body = rows.flatMap(({ peer, readings, heapGrowth }) =>
    readings.map(({ requests, heapBytes, rssBytes }, index) => [
      peer,
      String(requests),
      (heapBytes / 1e6).toFixed(1),
      (rssBytes / 1e6).toFixed(1),
      index === 0 ? '' : heapGrowth.toFixed(2),
    ]),
  );
  return formatTable([['peer', 'requests', 'heap MB', 'RSS MB', 'heap, times the first'], ...body]);
}

function processorTable(rows: readonly ProcessorRow[]): string {
  const body = rows.map(({ peer, cpuMs, least, most, ofFirst }) => [
    peer,
    cpuMs.toFixed(3),
    `${least.toFixed(3)}–${most.toFixed(3)}`,
    ofFirst.toFixed(3),
  ]);
  return formatTable([['peer', 'ms a request', 'range', 'times the first'], ...body]);
}
