import { type FSWatcher, readdirSync, type Stats, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

export interface FileWatchOptions {
  /**
   * Called when watched files have changed and then stayed unchanged for `quietMs`; never before the last call is done.
   * `paths`: the changed watched files, and the changed files in watched folders.
   */
  onChange(paths: readonly string[]): Promise<void> | void;
  readonly quietMs?: number;
  /** The interval of polls for changes that the operating system did not report. */
  readonly pollMs?: number;
}

export interface FileWatch {
  /** Replaces the watched files and folders. They need not exist. */
  set(paths: readonly string[]): void;
  close(): void;
}

/** The longest wait for files that are written continuously, in multiples of the quiet time. */
const patience = 10;

/**
 * Watches files through their folders, so that a file that is replaced by a rename or temporarily missing stays watched. The
 * operating system only triggers a check: a change is a different size, time or inode.
 */
export function createFileWatch({ onChange, quietMs = 200, pollMs = 2000 }: FileWatchOptions): FileWatch {
  const known = new Map<string, string>();
  const watchers = new Map<string, FSWatcher>();
  let isClosed = false;
  let isCalling = false;
  let quiet: NodeJS.Timeout | undefined;
  let changedAtMs = 0;
  const changed = new Set<string>();
  const poll = setInterval(look, pollMs);
  poll.unref();

  function look(): void {
    if (isClosed || isCalling) return;
    let isChanged = false;
    for (const [path, before] of known) {
      const now = signature(path);
      if (now === before) continue;
      note(path, before, now);
      isChanged = true;
    }
    if (isChanged) wait();
  }

  function note(path: string, before: string, now: string): void {
    known.set(path, now);
    for (const name of differingNames(before, now)) changed.add(join(path, name));
  }

  function wait(): void {
    const nowMs = performance.now();
    if (quiet === undefined) changedAtMs = nowMs;
    else if (nowMs - changedAtMs > patience * quietMs) return;
    clearTimeout(quiet);
    quiet = setTimeout(() => void call(), quietMs);
    quiet.unref();
  }

  async function call(): Promise<void> {
    quiet = undefined;
    // A change during the wait is reported with the others, and not again.
    for (const [path, before] of known) note(path, before, signature(path));
    const paths = [...changed].sort();
    changed.clear();
    isCalling = true;
    try {
      await onChange(paths);
    } finally {
      isCalling = false;
      look();
    }
  }

  function watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, look);
      watchers.set(folder, watcher);
      // Without it, as without a folder or with too many watches in the system, polling remains.
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
      });
    } catch {
      // As above.
    }
  }

  return {
    set(paths) {
      if (isClosed) return;
      for (const path of known.keys()) if (!paths.includes(path)) known.delete(path);
      for (const path of paths) if (!known.has(path)) known.set(path, signature(path));
      const folders = new Set(
        paths.flatMap((path) => [dirname(path), ...(statsOf(path)?.isDirectory() ? [path] : [])]),
      );
      for (const [folder, watcher] of watchers) {
        if (folders.has(folder)) continue;
        watcher.close();
        watchers.delete(folder);
      }
      for (const folder of folders) if (!watchers.has(folder)) watchFolder(folder);
    },
    close() {
      isClosed = true;
      clearInterval(poll);
      clearTimeout(quiet);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** A signature that changes if the file is replaced or written, or any file of a folder. */
function signature(path: string): string {
  const stats = statsOf(path);
  if (stats === undefined) return '';
  const own = signatureOf(stats);
  if (!stats.isDirectory()) return own;
  const files = entries(path).map((name) => `${name}/${signatureOfFile(join(path, name))}`);
  return [own, ...files].join('\n');
}

/** The files of a folder that differ between two signatures; '' for a file and for the folder itself. */
function differingNames(before: string, now: string): string[] {
  if (before === now) return [];
  const [ofBefore, ofNow] = [before.split('\n').slice(1), now.split('\n').slice(1)];
  const lines = [
    ...ofBefore.filter((line) => !ofNow.includes(line)),
    ...ofNow.filter((line) => !ofBefore.includes(line)),
  ];
  return lines.length === 0 ? [''] : [...new Set(lines.map((line) => line.slice(0, line.lastIndexOf('/'))))];
}

/** Subfolders are not read. */
function signatureOfFile(path: string): string {
  const stats = statsOf(path);
  return stats === undefined || stats.isDirectory() ? '' : signatureOf(stats);
}

function signatureOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Missing or not accessible: the reader of the file reports it.
    return undefined;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Removed in the meantime: the signature differs.
    return [];
  }
}
