import type { Readiness } from '../core/status.ts';

export interface StartReadiness {
  now(): Readiness;
  close(): void;
}

interface ReadinessSource {
  waitingFor(): readonly string[];
  probe(): Promise<void>;
}

const probeEveryMs = 1000;

/**
 * Whether a process can receive requests: it is ready when every mandatory upstream of its current runtime has been
 * reached once. After that it stays ready even if they fail, because it can respond without them.
 */
export function createReadiness(current: () => ReadinessSource): StartReadiness {
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
