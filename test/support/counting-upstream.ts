import type { RequestListener, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { httpUpstream } from './http-upstream.ts';

/** Counts for one caller: callers are distinguished by the path of their URL. */
export interface Caller {
  arrived: number;
  inFlight: number;
  mostInFlight: number;
}

export interface CountingUpstream {
  readonly url: string;
  /** By path, e.g. `/web`. */
  caller(path: string): Caller;
  /** Requests that wait for the test, the oldest first. Empty if responses are sent after `latencyMs`. */
  readonly open: (() => void)[];
}

export interface CountingUpstreamOptions {
  /** How long a call takes; without it, calls wait for the test. */
  readonly takesMs?: number;
  /** The value of `thing`. */
  readonly value?: unknown;
}

/** A subgraph that responds to every operation with `{ thing }`, and counts. */
export async function countingUpstream(
  context: TestContext,
  { takesMs, value = 1 }: CountingUpstreamOptions = {},
): Promise<CountingUpstream> {
  const callers = new Map<string, Caller>();
  const open: (() => void)[] = [];
  const body = JSON.stringify({ data: { thing: value } });
  const caller = (path: string): Caller => {
    const known = callers.get(path) ?? { arrived: 0, inFlight: 0, mostInFlight: 0 };
    callers.set(path, known);
    return known;
  };
  const respond = (response: ServerResponse): void =>
    void response.setHeader('content-type', 'application/json').end(body);
  const listener: RequestListener = (request, response) => {
    request.resume();
    const counts = caller(request.url ?? '');
    counts.arrived += 1;
    counts.inFlight += 1;
    counts.mostInFlight = Math.max(counts.mostInFlight, counts.inFlight);
    response.once('close', () => {
      counts.inFlight -= 1;
    });
    if (takesMs === undefined) open.push(() => respond(response));
    else setTimeout(respond, takesMs, response);
  };
  // A late caller would send on a connection that is being closed.
  const url = await httpUpstream(context, listener, { keepAliveTimeout: 0 });
  return { url, caller, open };
}

/** A graph of this one subgraph. */
export function thingGraph(url: string, type = 'Int'): string {
  const { supergraphSdl, errors } = composeServices([
    {
      name: 'things',
      url,
      typeDefs: parse(
        `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"]) type Query { thing: ${type} }`,
      ),
    },
  ]);
  if (supergraphSdl === undefined) throw new Error(`does not compose: ${errors}`);
  return supergraphSdl;
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 5));
}
