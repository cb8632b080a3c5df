import { close, constants, fstatSync, openSync, write } from 'node:fs';

export interface LogOutputOptions {
  /** Standard output when not given. */
  readonly fd?: number | undefined;
  /** What may wait to be written. */
  readonly maxBytes?: number | undefined;
}

/** Where log lines go. What cannot be written is dropped and counted: nobody waits for it. */
export interface LogOutput {
  write(line: string): void;
  /** Since the start. */
  lostLines(): number;
  /**
   * Writes what is left, as far as that is possible in `timeoutMs`. Rejects when a write goes on that nothing can end, and
   * that an exit of the process would wait for.
   */
  close(timeoutMs: number): Promise<void>;
}

const maxWriteBytes = 64 * 1024;
/** Until a full pipe is looked at again; a disk that is full, after so many of them. */
const retryMs = 50;
const pauseMs = 1000;

interface Batch {
  readonly bytes: Buffer;
  readonly lines: number;
  written: number;
}

/**
 * Writes asynchronously and one batch at a time, whatever the file is: a pipe that nobody reads, a disk without space.
 * pino's own destination (sonic-boom 4) waits for either in a loop that nothing ends when the process exits.
 */
export function createLogOutput({ fd: given = 1, maxBytes = 1024 * 1024 }: LogOutputOptions = {}): LogOutput {
  const fd = reopened(given);
  let waiting: string[] = [];
  let waitingBytes = 0;
  let batch: Batch | undefined;
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let onEmpty: (() => void) | undefined;

  function next(): void {
    if (batch === undefined && waiting.length > 0) batch = take();
    if (batch === undefined) {
      onEmpty?.();
      return;
    }
    write(fd, batch.bytes, batch.written, batch.bytes.length - batch.written, null, written);
  }

  function take(): Batch {
    let count = 0;
    let length = 0;
    while (count < waiting.length && length < maxWriteBytes) length += waiting[count++]?.length ?? 0;
    const bytes = Buffer.from(waiting.slice(0, count).join(''));
    waiting = waiting.slice(count);
    waitingBytes -= length;
    return { bytes, lines: count, written: 0 };
  }

  function written(error: NodeJS.ErrnoException | null, bytes: number): void {
    if (batch === undefined || isClosed) return;
    if (error === null) {
      batch.written += bytes;
      if (batch.written >= batch.bytes.length) batch = undefined;
      next();
      return;
    }
    if (error.code === 'EAGAIN' || error.code === 'EBUSY') {
      again(retryMs);
      return;
    }
    lost += batch.lines;
    batch = undefined;
    again(pauseMs);
  }

  function again(afterMs: number): void {
    timer = setTimeout(() => {
      timer = undefined;
      next();
    }, afterMs);
    timer.unref();
  }

  return {
    write(line) {
      if (isClosed || waitingBytes + line.length > maxBytes) {
        lost += 1;
        return;
      }
      waiting.push(line);
      waitingBytes += line.length;
      if (batch === undefined && timer === undefined) next();
    },
    lostLines: () => lost,
    async close(timeoutMs) {
      await flushed(timeoutMs);
      isClosed = true;
      clearTimeout(timer);
      if (fd !== given) close(fd, () => {});
      else if (batch !== undefined && timer === undefined)
        throw new Error('the log is written to a file that takes nothing');
    },
  };

  function flushed(timeoutMs: number): Promise<void> {
    if (batch === undefined && waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const patience = setTimeout(resolve, timeoutMs);
      onEmpty = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }
}

/**
 * The same pipe or terminal, so opened that a write never waits. Without that a write to a pipe that nobody reads would
 * hold a thread of the pool, and the process could not end. The flag must not be set on the file as it was handed to us:
 * others share that.
 */
function reopened(fd: number): number {
  try {
    const stats = fstatSync(fd);
    if (!stats.isFIFO() && !stats.isCharacterDevice()) return fd;
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // A file of another user, or a system without /proc: then a write may wait on a thread.
    return fd;
  }
}
