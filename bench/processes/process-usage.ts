import { readdirSync, readFileSync } from 'node:fs';

/** Usage of a process as Linux reports it; undefined elsewhere and after its end. */
export interface ProcessUsage {
  /** Processor time of all its threads since it started. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** USER_HZ, in which /proc counts, is 100 on every Linux that Node runs on. */
const tickMs = 10;

export function readProcessUsage(pid: number): ProcessUsage | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  const status = readProc(`/proc/${pid}/status`);
  if (stat === undefined || status === undefined) return undefined;
  // The name, in parentheses, can contain any character; the fields after it are counted from the third (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    rssBytes: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
  };
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Processor time of all current threads of a process, more exact than ticks; `NaN` if Linux does not report it. Only a
 * difference is meaningful, while no thread ends.
 */
export function readProcessorMs(pid: number): number {
  const threads = readNames(`/proc/${pid}/task`);
  let ns = Number.NaN;
  for (const thread of threads) {
    const text = readProc(`/proc/${pid}/task/${thread}/schedstat`);
    if (text !== undefined) ns = (Number.isNaN(ns) ? 0 : ns) + Number(text.split(' ')[0]);
  }
  return ns / 1e6;
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Processor time of the main thread alone; `NaN` if Linux does not report it. */
export function readMainThreadMs(pid: number): number {
  const text = readProc(`/proc/${pid}/task/${pid}/schedstat`);
  return text === undefined ? Number.NaN : Number(text.split(' ')[0]) / 1e6;
}
