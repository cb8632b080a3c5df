export interface LineLimitOptions {
  readonly windowMs: number;
  /** The maximum number of lines for each key in a window. */
  readonly maxLines: number;
  readonly nowMs?: (() => number) | undefined;
}

/** Returns undefined if a line for `key` exceeds the limit, otherwise the fields to add: the number of suppressed lines. */
export type LineLimit = (key: string) => { readonly missing?: number } | undefined;

const maxKeys = 1000;

/** Limits the rate of log lines for each key. The first line of a window reports the number suppressed in the previous one. */
export function createLineLimit({
  windowMs,
  maxLines,
  nowMs = () => performance.now(),
}: LineLimitOptions): LineLimit {
  const windows = new Map<string, { startMs: number; lines: number }>();
  return (key) => {
    const now = nowMs();
    const window = windows.get(key);
    if (window !== undefined && now - window.startMs < windowMs) {
      window.lines += 1;
      return window.lines > maxLines ? undefined : {};
    }
    const missing = Math.max(0, (window?.lines ?? 0) - maxLines);
    if (window === undefined && windows.size >= maxKeys) windows.clear();
    windows.set(key, { startMs: now, lines: 1 });
    return missing > 0 ? { missing } : {};
  };
}
