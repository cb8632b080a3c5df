import { close, constants, fstatSync, openSync, write } from 'node:fs';

export interface LogOutputOptions {
  /** Default: standard output. */
  readonly fd?: number | undefined;
  /** The maximum size of buffered lines. */
  readonly maxBytes?: number | undefined;
}

/** The destination of log lines. It never blocks: it drops and counts lines that cannot be written. */
export interface LogOutput {
  write(line: string): void;
  /** Returns the number of lines dropped since startup. */
  lostLines(): number;
  /**
   * Flushes buffered lines, for at most `timeoutMs`. Rejects if a write is pending that cannot be cancelled and that would
   * delay the exit of the process.
   */
  close(timeoutMs: number): Promise<void>;
}

const maxWriteBytes = 64 * 1024;
/** The delay before the next write to a full pipe; `pauseMs` after any other error, such as a full disk. */
const retryMs = 50;
const pauseMs = 1000;

interface Batch {
  readonly bytes: Buffer;
  readonly lines: number;
  written: number;
}

/**
 * Writes asynchronously and one batch at a time, whatever the file is: a pipe without a reader, a full disk.
 * pino's own destination (sonic-boom 4) waits for either in a loop that does not end when the process exits.
 */
export function createLogOutput({ fd: given = 1, maxBytes = 1024 * 1024 }: LogOutputOptions = {}): LogOutput {
  const { fd, mayBlock } = nonBlocking(given);
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
      retry(retryMs);
      return;
    }
    lost += batch.lines;
    batch = undefined;
    retry(pauseMs);
  }

  function retry(afterMs: number): void {
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
      else if (mayBlock && batch !== undefined && timer === undefined)
        throw new Error('the log file does not accept writes');
    },
  };

  function flushed(timeoutMs: number): Promise<void> {
    if (batch === undefined && waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timeout = setTimeout(resolve, timeoutMs);
      onEmpty = () => {
        clearTimeout(timeout);
        resolve();
      };
    });
  }
}

/**
 * Reopens a pipe or terminal in non-blocking mode. Otherwise a write to a pipe without a reader would block a thread of the
 * pool, and the process could not exit. The flag must not be set on the inherited file description, which other processes
 * share; only a socket, which cannot be reopened, gets it so.
 */
function nonBlocking(fd: number): { fd: number; mayBlock: boolean } {
  try {
    const stats = fstatSync(fd);
    // Node sets the flag of a socket when it creates the stream.
    if (stats.isSocket() && fd === process.stdout.fd) return { fd, mayBlock: false };
    if (stats.isFIFO() || stats.isCharacterDevice()) {
      const flags = constants.O_WRONLY | constants.O_NONBLOCK;
      return { fd: openSync(`/proc/self/fd/${fd}`, flags), mayBlock: false };
    }
  } catch {
    // The file belongs to another user, or the system has no /proc: a write may block a thread.
  }
  return { fd, mayBlock: true };
}
