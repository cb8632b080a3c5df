import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { composeWorkload, executeWhole } from '../measure/compose-workload.ts';
import { projectRoot } from '../project-root.ts';
import { createUpstream } from '../upstream/create-upstream.ts';
import { type WorkloadName, workloads } from '../workloads/workloads.ts';
import type { Contender } from './contender.ts';
import { createContenderClient } from './contender-client.ts';
import type { ViewRun } from './view-run.ts';

/** A workload with running upstreams, for processes with settings of their own. */
export interface ViewSession {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** The settings of the graph. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly upstreamUrls: Readonly<Record<string, string>>;
  /** The response without a view; undefined for the demo's screens. */
  readonly data: unknown;
  close(): Promise<void>;
}

export async function createViewSession(name: WorkloadName, { directory }: ViewRun): Promise<ViewSession> {
  const workload = workloads[name]();
  const { query, variables } = workload.operation;
  const upstream = await createUpstream(name);
  const session = { query, variables, upstreamUrls: upstream.urls, close: () => upstream.close() };
  if (workload.kind === 'client') {
    return { ...session, settings: { extends: join(projectRoot, workload.settingsFile) }, data: undefined };
  }
  try {
    const text = composeWorkload(workload, upstream.urls);
    const supergraph = join(directory, `views-${name}.graphql`);
    writeFileSync(supergraph, text);
    return { ...session, settings: { supergraph }, data: await executeWhole(workload, text) };
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

/** Throws if a contender's response is not the expected one; returns the bytes of its first response. */
export async function checkResponses(contender: Contender, expected: readonly unknown[]): Promise<number> {
  const client = createContenderClient(contender, 1);
  try {
    let bytes = 0;
    for (const [index, request] of contender.requests.entries()) {
      const { status, text } = await client.exchange(request);
      const { data, errors }: { readonly data?: unknown; readonly errors?: unknown } = JSON.parse(text);
      const isRight = errors === undefined && isDeepStrictEqual(data, expected[index]);
      if (!isRight) throw new Error(`${contender.name} is WRONG: status ${status}, ${text.slice(0, 300)}`);
      if (index === 0) bytes = Buffer.byteLength(text);
    }
    return bytes;
  } finally {
    await client.close();
  }
}

/** Runs `use` and then, even if it fails, the cleanups in reverse order. */
export async function withEndings<Result>(
  use: (onEnd: (end: () => Promise<void>) => void) => Promise<Result>,
): Promise<Result> {
  const endings: (() => Promise<void>)[] = [];
  try {
    return await use((end) => endings.push(end));
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
