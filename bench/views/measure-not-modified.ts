import { createHash } from 'node:crypto';
import type { RunningPeer } from '../peers/create-running-peer.ts';
import { upstreamVariables } from '../peers/frontage-peer.ts';
import type { WorkloadName } from '../workloads/workloads.ts';
import { type Comparison, compareContenders } from './compare-contenders.ts';
import { type Contender, getRequest } from './contender.ts';
import { createContenderClient } from './contender-client.ts';
import type { Measured } from './measure-shaping.ts';
import { startFrontage } from './start-frontage.ts';
import { gainFigure, plainFigure, type ViewFigure } from './view-figure.ts';
import type { ViewRun } from './view-run.ts';
import { createViewSession, type ViewSession, withEndings } from './view-session.ts';

const timesOfExecuted = 5;

/** The cost of a 304, against executed and cached responses. */
export async function measureNotModified(run: ViewRun): Promise<Measured> {
  const figures: ViewFigure[] = [];
  const comparisons: Record<string, readonly Comparison[]> = {};
  for (const workload of ['benchmark', 'harbour-home'] as const) {
    const comparison = await measureWorkload(workload, run);
    comparisons[`304 of ${workload}`] = comparison;
    const [, executed304 = 1, cached200 = 1, cached304 = 1] = comparison.map(({ ofFirst }) => ofFirst);
    figures.push(
      gainFigure(`${workload}: rate of cached 304s, times executed 200s`, 1 / cached304, timesOfExecuted),
      plainFigure('  cached 304s, times cached 200s', `${(cached200 / cached304).toFixed(1)}×`),
      plainFigure('  cached 200s, times executed 200s', `${(1 / cached200).toFixed(1)}×`),
      plainFigure('  executed 304s, times executed 200s', `${(1 / executed304).toFixed(2)}×`),
    );
  }
  return { figures, comparisons };
}

function measureWorkload(workload: WorkloadName, run: ViewRun): Promise<Comparison[]> {
  return withEndings(async (onEnd) => {
    const session = await createViewSession(workload, run);
    onEnd(session.close);
    const start = async (name: string, isCaching: boolean): Promise<RunningPeer> => {
      const ages = { maxAge: '1h' };
      const peer = await startFrontage(run, {
        name: `${name}-${workload}`,
        settings: {
          ...session.settings,
          caching: {
            anonymous: ages,
            upstreamDefault: 'ignore',
            responses: { enabled: isCaching },
          },
        },
        environment: upstreamVariables(session.upstreamUrls),
      });
      onEnd(peer.close);
      return peer;
    };
    const executing = await start('executing', false);
    const caching = await start('caching', true);
    const isHarbour = workload !== 'benchmark';
    const path = pathOf(session, isHarbour);
    const contenders: Contender[] = [];
    for (const [kind, peer] of [
      ['executed', executing],
      ['cached', caching],
    ] as const) {
      const times = kind === 'cached' ? timesOfExecuted : 1;
      const full = { name: `${kind} 200`, peer, requests: [getRequest(path, {})], status: 200, times };
      const etag = await readEntityTag(full, peer === caching);
      const requests = [getRequest(path, { 'if-none-match': etag })];
      contenders.push(full, { name: `${kind} 304`, peer, requests, status: 304, times });
    }
    return compareContenders(`304 of ${workload}`, contenders, run);
  });
}

function pathOf({ query, variables }: ViewSession, isTrusted: boolean): string {
  const given: Record<string, string> = isTrusted
    ? { documentId: createHash('sha256').update(query).digest('hex') }
    : { query };
  if (variables !== undefined) given['variables'] = JSON.stringify(variables);
  return `/graphql?${new URLSearchParams(given)}`;
}

/** Throws if a response is not of the kind to be measured. */
async function readEntityTag(contender: Contender, isCached: boolean): Promise<string> {
  const client = createContenderClient(contender, 1);
  try {
    const [request = getRequest('/')] = contender.requests;
    await client.exchange(request);
    const { status, headers, text } = await client.exchange(request);
    const etag = headers['etag'];
    if (status !== 200 || typeof etag !== 'string' || text.includes('"errors"'))
      throw new Error(`${contender.name}: status ${status}, etag ${etag}: ${text.slice(0, 300)}`);
    if (isCached !== (headers['age'] !== undefined))
      throw new Error(`${contender.name}: the Age header is ${isCached ? 'missing' : 'unexpected'}`);
    return etag;
  } finally {
    await client.close();
  }
}
