import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { upstreamEvent } from '../core/channels.ts';
import { shownPath } from '../core/input-file.ts';
import { EndpointList, type EndpointSource } from './endpoint-source.ts';
import { maxEndpointFileBytes, parseEndpoints, readEndpointFile } from './read-endpoint-file.ts';

export interface FileEndpointsOptions {
  /** The upstream's name. */
  readonly name: string;
  /** Absolute path of a JSON list of `{ "url": …, "weight": … }`. */
  readonly file: string;
  /** Time between two looks at the file, for file systems that do not tell of changes. */
  readonly pollMs: number;
}

// A file that is written in place changes several times.
const settleMs = 50;

/**
 * The endpoints that a file lists, and the new ones when it changes, be it written or replaced by renaming. A file that
 * cannot be used changes nothing; `discovery failed` tells what is wrong. Throws `StartError` when it is the first.
 */
export function createFileEndpoints({ name, file, pollMs }: FileEndpointsOptions): EndpointSource {
  const list = new EndpointList(readEndpointFile(file));
  let isClosed = false;
  let isReading = false;
  let settling: NodeJS.Timeout | undefined;
  let seen: string | undefined;

  async function look(): Promise<void> {
    // What changes meanwhile is seen by the next look, which it has asked for itself.
    if (isReading) return lookSoon();
    isReading = true;
    try {
      await readIfNew();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (seen !== code) fail(`the file cannot be read (${code})`);
      seen = code;
    } finally {
      isReading = false;
    }
  }

  async function readIfNew(): Promise<void> {
    const { mtimeMs, size, ino } = await stat(file);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    if (stamp === seen || isClosed) return;
    if (size > maxEndpointFileBytes)
      fail(`the file is larger than the ${maxEndpointFileBytes} bytes allowed`);
    else {
      const endpoints = parseEndpoints(await readFile(file, 'utf8'));
      if (isClosed) return;
      if (typeof endpoints === 'string') fail(endpoints);
      else if (JSON.stringify(endpoints) !== JSON.stringify(list.current)) list.replace(endpoints);
    }
    seen = stamp;
  }

  function fail(message: string): void {
    if (isClosed) return;
    const reason = `${shownPath(file)}: ${message}`;
    upstreamEvent.publish({ upstream: name, event: 'discovery failed', reason });
  }

  function lookSoon(): void {
    if (isClosed) return;
    // Not put off by every change: in a busy directory it would be for ever.
    settling ??= setTimeout(() => {
      settling = undefined;
      void look();
    }, settleMs).unref();
  }

  // The directory, as a file that is replaced by renaming is another one, and may be a link to a directory beside it.
  const watcher = watchDirectory(dirname(file), lookSoon);
  const poll = setInterval(look, pollMs).unref();
  return {
    get current() {
      return list.current;
    },
    ready: Promise.resolve(),
    subscribe: (listener) => list.subscribe(listener),
    close() {
      isClosed = true;
      clearTimeout(settling);
      clearInterval(poll);
      watcher?.close();
    },
  };
}

/** Undefined where nothing more can be watched: then what changes is found by looking from time to time. */
function watchDirectory(directory: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { persistent: false }, onChange);
    return watcher.on('error', () => watcher.close());
  } catch {
    // EMFILE, ENOSPC: see above.
    return undefined;
  }
}
