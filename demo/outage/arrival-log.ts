import type { ServiceName } from '../harbour.ts';
import type { EstateControls } from './estate-controls.ts';

/** When requests arrived at services, assembled from their request logs, which retain only the last 200. */
export interface ArrivalLog {
  /** Reads the arrivals since the last call. Must be called before 200 more requests arrive. */
  read(): Promise<void>;
  /** Arrivals per second between the two times. */
  rate(service: ServiceName, fromMs: number, toMs: number): number;
  /** The most arrivals in any second that begins between the two times. */
  peak(service: ServiceName, fromMs: number, toMs: number): number;
}

const SECOND_MS = 1000;

export function createArrivalLog(services: readonly ServiceName[], controls: EstateControls): ArrivalLog {
  const arrivals = new Map<ServiceName, Set<number>>(services.map((service) => [service, new Set()]));

  function between(service: ServiceName, fromMs: number, toMs: number): number[] {
    const all = [...(arrivals.get(service) ?? [])];
    return all.filter((atMs) => atMs >= fromMs && atMs < toMs).sort((a, b) => a - b);
  }

  return {
    async read() {
      for (const [service, times] of arrivals) {
        for (const atMs of await controls.arrivals(service)) times.add(atMs);
      }
    },
    rate: (service, fromMs, toMs) =>
      (between(service, fromMs, toMs).length * SECOND_MS) / Math.max(1, toMs - fromMs),
    peak(service, fromMs, toMs) {
      const times = between(service, fromMs, toMs + SECOND_MS);
      let first = 0;
      let most = 0;
      times.forEach((atMs, index) => {
        while ((times[first] ?? atMs) <= atMs - SECOND_MS) first += 1;
        most = Math.max(most, index - first + 1);
      });
      return most;
    },
  };
}
