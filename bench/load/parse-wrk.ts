import type { LoadResult } from './load-result.ts';

const unitsMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Parses the output of `wrk --latency`. Throws `SyntaxError` if a mandatory number is missing. */
export function parseWrk(output: string): LoadResult {
  return {
    requests: number(output, /^\s*(\d+) requests in /m),
    requestsPerSecond: number(output, /^Requests\/sec:\s+([\d.]+)/m),
    p50Ms: quantile(output, 50),
    p99Ms: quantile(output, 99),
    failures: failures(output),
  };
}

function quantile(output: string, percent: number): number {
  const [, value, unit = ''] =
    new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s|m|h)\\s*$`, 'm').exec(output) ?? [];
  const unitMs = unitsMs[unit];
  if (value === undefined || unitMs === undefined) throw unreadable(output);
  return Number(value) * unitMs;
}

/** wrk prints failures only if there are some. */
function failures(output: string): number {
  const socketErrors =
    /^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/m.exec(output) ?? [];
  const refused = /^\s*Non-2xx or 3xx responses: (\d+)/m.exec(output)?.[1] ?? 0;
  return socketErrors.slice(1).reduce((sum, count) => sum + Number(count), Number(refused));
}

function number(output: string, pattern: RegExp): number {
  const value = pattern.exec(output)?.[1];
  if (value === undefined) throw unreadable(output);
  return Number(value);
}

function unreadable(output: string): SyntaxError {
  return new SyntaxError(`this is not the output of wrk --latency:\n${output}`);
}
