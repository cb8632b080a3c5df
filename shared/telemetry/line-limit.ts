export interface LineLimitOptions {
  readonly windowMs: number;
  /** For each key, in a window. */
  readonly maxLines: number;
  readonly nowMs?: (() => number) | undefined;
}

/** Undefined when a line about `key` is one too many; else what it must say of those that were. */
export type LineLimit = (key: string) => { readonly missing?: number } | undefined;

const maxKeys = 1000;

/** Bounds the lines about one thing. The first line after a window tells how many the window before did without. */
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
