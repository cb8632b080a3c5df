import { type ChildProcess, fork } from 'node:child_process';
import { endChild, endWithThisProcess } from '../processes/child.ts';
import type { WorkloadName } from '../workloads/workloads.ts';
import type { RecorderCounts } from './recorder.ts';
import type { UpstreamMessage, UpstreamQuery } from './upstream-messages.ts';

export interface Upstream {
  /** By upstream name. */
  readonly urls: Readonly<Record<string, string>>;
  /** Since the last reading. */
  readCounts(): Promise<RecorderCounts>;
  close(): Promise<void>;
}

/** The upstreams of a workload, all in one process that shares the cores of this one. */
export async function createUpstream(workload: WorkloadName): Promise<Upstream> {
  const child = fork(new URL('./upstream-main.js', import.meta.url), [workload], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  endWithThisProcess(child);
  try {
    const { urls } = await nextMessage(child, 'ready');
    return {
      urls,
      async readCounts() {
        const query: UpstreamQuery = { kind: 'read-counts' };
        const counts = nextMessage(child, 'counts');
        // Without a callback a failure would be an uncatchable exception; the end of the child rejects `counts`.
        child.send(query, () => {});
        return counts;
      },
      close: () => endChild(child),
    };
  } catch (error) {
    await endChild(child);
    throw error;
  }
}

function nextMessage<Kind extends UpstreamMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<UpstreamMessage, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('the upstream process has ended'));
    const isExpected = (message: UpstreamMessage): message is Extract<UpstreamMessage, { kind: Kind }> =>
      message.kind === kind;
    child.once('exit', onExit);
    child.once('message', (message: UpstreamMessage) => {
      child.off('exit', onExit);
      if (isExpected(message)) resolve(message);
      else reject(new TypeError(`the upstream process sent ${message.kind} instead of ${kind}`));
    });
  });
}
