import { median } from '../load/quantile.ts';
import { memoryProbe, readMemory } from '../measure/measure-memory.ts';
import type { RunningPeer } from '../peers/create-running-peer.ts';
import { readProcessorMs } from '../processes/process-usage.ts';
import { untilIdle } from '../processes/until-idle.ts';
import { compareContenders } from './compare-contenders.ts';
import type { Contender } from './contender.ts';
import { createContenderClient } from './contender-client.ts';
import type { Measured } from './measure-shaping.ts';
import { buildPartnerVersions, type PartnerVersion } from './partner-versions.ts';
import { startFrontage } from './start-frontage.ts';
import { costFigure, plainFigure, type ViewFigure } from './view-figure.ts';
import type { ViewRun } from './view-run.ts';
import { checkResponses, createViewSession, type ViewSession, withEndings } from './view-session.ts';

const many = 10;
const starts = 3;
/** 10 % of throughput. */
const atMost = 1 / 0.9;

/** The cost of ten published versions of one graph, against one: under load, at startup, in memory. */
export function measureVersions(run: ViewRun): Promise<Measured> {
  return withEndings(async (onEnd) => {
    const session = await createViewSession('benchmark', run);
    onEnd(session.close);
    const versions = buildPartnerVersions(many, session.query);
    const plain: unknown = JSON.parse(JSON.stringify(session.data));
    const contenders: Contender[] = [];
    for (const served of [versions.slice(0, 1), versions]) {
      const peer = await start(session, served, run);
      onEnd(peer.close);
      const contender: Contender = {
        name: `${served.length} versions`,
        peer,
        requests: served.map(({ request }) => request),
        status: 200,
      };
      await checkResponses(
        contender,
        served.map(({ responseOf }) => responseOf(plain)),
      );
      contenders.push(contender);
    }
    const subject = 'versions of one graph';
    const comparison = await compareContenders(subject, contenders, run);
    const ratio = comparison[1]?.ofFirst ?? Number.NaN;
    await Promise.all(contenders.map(({ peer }) => peer.close()));
    return {
      figures: [
        costFigure(`benchmark: ${many} versions, requested in turn, against one`, ratio, atMost),
        ...(await measureStarts(session, versions, run)),
      ],
      comparisons: { [subject]: comparison },
    };
  });
}

/** Figures of processes that have received no request. */
async function measureStarts(
  session: ViewSession,
  versions: readonly PartnerVersion[],
  run: ViewRun,
): Promise<ViewFigure[]> {
  const figures: ViewFigure[] = [];
  for (const count of [0, 1, many]) {
    const startMs: number[] = [];
    const heapBytes: number[] = [];
    const firstMs: number[] = [];
    for (let number = 0; number < starts; number += 1) {
      const served = versions.slice(0, count);
      const peer = await start(session, served, run, true);
      try {
        startMs.push(readProcessorMs(peer.pid));
        heapBytes.push((await readMemory(peer.pid, memoryProbe(run.directory).file)).heapBytes);
        firstMs.push(...(await firstRequests(peer, served, run)));
      } finally {
        await peer.close();
      }
    }
    const name = count === 0 ? 'without a view' : `${count} version${count === 1 ? '' : 's'}`;
    run.say(`start, ${name}: ${median(startMs).toFixed(0)} ms`);
    const heap = `${(median(heapBytes) / 1e6).toFixed(1)} MB`;
    figures.push(
      plainFigure(`start, ${name}: processor time; heap`, `${median(startMs).toFixed(0)} ms; ${heap}`),
    );
    if (count > 0)
      figures.push(
        plainFigure('  first request of a version, processor time', `${median(firstMs).toFixed(1)} ms`),
      );
  }
  return figures;
}

/** Each version is read, validated, planned and compiled for its first request. */
async function firstRequests(
  peer: RunningPeer,
  served: readonly PartnerVersion[],
  { signal }: ViewRun,
): Promise<number[]> {
  const requests = served.map(({ request }) => request);
  const client = createContenderClient({ name: peer.name, peer, requests, status: 200 }, 1);
  const times: number[] = [];
  try {
    for (const index of requests.keys()) {
      const before = readProcessorMs(peer.pid);
      await client.send(index);
      await untilIdle(peer, signal);
      times.push(readProcessorMs(peer.pid) - before);
    }
    return times;
  } finally {
    await client.close();
  }
}

function start(
  { settings }: ViewSession,
  served: readonly PartnerVersion[],
  run: ViewRun,
  isProbed = false,
): Promise<RunningPeer> {
  const files = Object.fromEntries(served.map(({ name, view }) => [`version-${name}.graphql`, view]));
  const versions = Object.fromEntries(
    served.map(({ name }) => [name, { files: [`./version-${name}.graphql`] }]),
  );
  return startFrontage(run, {
    name: `versions-${served.length}${isProbed ? '-probed' : ''}`,
    settings: served.length === 0 ? settings : { ...settings, view: { versions } },
    files,
    ...(isProbed ? memoryProbe(run.directory) : {}),
  });
}
