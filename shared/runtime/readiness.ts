import type { Readiness } from '../core/status.ts';

export interface StartReadiness {
  now(): Readiness;
  close(): void;
}

interface Awaited {
  waitingFor(): readonly string[];
  probe(): Promise<void>;
}

const probeEveryMs = 1000;

/**
 * Whether a process may be sent requests: when every mandatory upstream of its current version has been reached once.
 * Later on it is ready whatever they do, for it can answer without them.
 */
export function createReadiness(current: () => Awaited): StartReadiness {
  let wasReady = false;
  let isProbing = false;
  const timer = setInterval(() => void probe(), probeEveryMs);
  timer.unref();
  void probe();

  function now(): Readiness {
    const upstreams = wasReady ? [] : current().waitingFor();
    if (upstreams.length > 0) return { status: 'WAITING', upstreams };
    wasReady = true;
    clearInterval(timer);
    return { status: 'UP' };
  }

  async function probe(): Promise<void> {
    if (isProbing) return;
    isProbing = true;
    await current().probe();
    isProbing = false;
    now();
  }

  return { now, close: () => clearInterval(timer) };
}
