import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The measures that Linux has of a process (proc(5)). */
export interface ProcessMeasures {
  /** Open file descriptors. */
  readonly fds: number;
  /** The file descriptors that are sockets. */
  readonly sockets: number;
  readonly rssBytes: number;
}

/** `pid` may be this process. Throws if the process has ended. */
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
    // The descriptor was closed in between.
    return '';
  }
}

const POLL_MS = 200;
const PATIENCE_MS = 60_000;
/** Absolute tolerance: a process with few descriptors would fail because of one log line or one timer of a library. */
const SLACK = 3;

/**
 * Resolves as soon as a measure exceeds `baseline` by at most 10 % (or by at most three, if that is more); rejects with
 * both numbers after 60 s.
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
