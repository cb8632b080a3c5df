import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into every child of the launcher with `--import`: the child shuts down when the launcher has ended, however
 * that happened. The programs themselves know nothing of a launcher.
 */
const PATIENCE_MS = 2_500;

function end(): void {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
}

// A thread inherits the arguments of its process, but has no channel to the launcher.
if (isMainThread) {
  // The launcher may have ended while this process was starting: then the event was missed, too.
  if (process.connected) process.once('disconnect', end);
  else end();

  // The channel alone must not keep a program alive that has no work left.
  process.channel?.unref();
}
