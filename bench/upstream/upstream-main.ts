/** The upstreams of one workload in one process: `upstream-main.js NAME`. It ends with the process that forked it. */
import { createEstate } from '../../demo/estate.ts';
import { isWorkloadName, workloads } from '../workloads/workloads.ts';
import { buildSubgraphExecutor } from './execute-subgraph.ts';
import { buildForwarder } from './forward.ts';
import { createRecorder, type Recorder, type RecorderOptions } from './recorder.ts';
import { createReplayServer } from './replay-server.ts';
import type { UpstreamMessage } from './upstream-messages.ts';

/** Enough for every distinct call of a workload; the unique operations of a run must not fill the memory. */
const maxEntries = 5_000;

interface Source {
  readonly name: string;
  readonly path: string;
  readonly execute: RecorderOptions['execute'];
}

async function findSources(name: string | undefined): Promise<readonly Source[]> {
  if (name === undefined || !isWorkloadName(name)) throw new RangeError(`unknown workload ${name}`);
  const workload = workloads[name]();
  if (workload.kind === 'graph') {
    return workload.subgraphs.map((subgraph) => ({
      name: subgraph.name,
      path: '/graphql',
      execute: buildSubgraphExecutor(subgraph),
    }));
  }
  const estate = await createEstate({ ports: 'ephemeral' });
  return Array.from(estate.services.values(), ({ name: service, kind, url }) => ({
    name: service,
    path: kind === 'subgraph' ? '/graphql' : '',
    execute: buildForwarder(new URL(url).origin),
  }));
}

function send(message: UpstreamMessage): void {
  process.send?.(message);
}

const recorders: Recorder[] = [];
const urls: Record<string, string> = {};
for (const { name, path, execute } of await findSources(process.argv[2])) {
  const recorder = createRecorder({ execute, maxEntries });
  recorders.push(recorder);
  urls[name] = `${(await createReplayServer(recorder)).origin}${path}`;
}

process.on('message', () => {
  const counts = recorders.map((recorder) => recorder.readCounts());
  send({
    kind: 'counts',
    calls: counts.reduce((sum, { calls }) => sum + calls, 0),
    executed: counts.reduce((sum, { executed }) => sum + executed, 0),
  });
});
// Ctrl-C reaches the whole group; this process is needed until the peers have ended, and then ended by its parent.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready', urls });
