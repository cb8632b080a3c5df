/** Preloaded into a peer: on SIGUSR2 it collects garbage and writes its `process.memoryUsage()` to a file. */
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env['BENCH_MEMORY_FILE'];

process.on('SIGUSR2', () => {
  if (file === undefined || globalThis.gc === undefined) throw new Error('the memory probe is not set up');
  globalThis.gc();
  // Renamed when it is complete, because the reader waits for the name.
  writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
  renameSync(`${file}.part`, file);
});
