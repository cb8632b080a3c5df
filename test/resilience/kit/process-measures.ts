import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What Linux says of a process (proc(5)). */
export interface ProcessMeasures {
  /** Open file descriptors. */
  readonly fds: number;
  /** Those of them that are sockets. */
  readonly sockets: number;
  readonly rssBytes: number;
}

/** `pid` may be this process. Throws when it is gone. */
export function measureProcess(pid: number): ProcessMeasures {
  const folder = `/proc/${pid}/fd`;
  const names = readdirSync(folder);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    fds: names.length,
    sockets: names.filter((name) => targetOf(`${folder}/${name}`).startsWith('socket:')).length,
    rssBytes: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
  };
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    // It was closed in between.
    return '';
  }
}

const POLL_MS = 200;
const PATIENCE_MS = 60_000;
/** A process with few descriptors would fail over one more: a log line, a timer of a library. */
const SLACK = 3;

/**
 * Resolves as soon as a measure is not above `baseline` by more than 10 % (and never more strictly than by three);
 * rejects with both numbers after 60 s.
 */
export async function backToBaseline(
  name: string,
  baseline: number,
  measure: () => number | Promise<number>,
): Promise<void> {
  const allowed = Math.max(baseline * 1.1, baseline + SLACK);
  const endMs = performance.now() + PATIENCE_MS;
  let found = await measure();
  while (found > allowed) {
    if (performance.now() > endMs) throw new Error(`${name}: ${found}; was ${baseline} before`);
    await delay(POLL_MS);
    found = await measure();
  }
}
