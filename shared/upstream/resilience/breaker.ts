import type { BreakerStatus } from '../../core/status.ts';
import type { Send, UpstreamCall } from '../upstream-call.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { type CallOutcome, Circuit, type CircuitOptions } from './circuit.ts';
import { fairDurationMs, outcomeOfError, outcomeOfResponse } from './classify-outcome.ts';
import type { Rotation } from './failure-window.ts';

/** The breakers of one endpoint. */
export interface Breaker<Content> {
  /** Rejects with SUBGRAPH_CIRCUIT_OPEN, and makes no call, where calls have failed too often. */
  readonly send: Send<Content>;
  /** Whether a call would be kept away for sure. */
  refuses(call: UpstreamCall): boolean;
  status(): BreakerStatus[];
  close(): void;
}

export interface BreakerDeps {
  /** Moves the windows of all breakers of an upstream. */
  readonly rotation: Rotation;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

const maxCoordinates = 200;

export function createBreaker<Content>(
  next: Send<Content>,
  {
    name,
    breaker,
    transport,
  }: Pick<UpstreamOptions, 'name' | 'breaker'> & {
    readonly transport: Pick<UpstreamOptions['transport'], 'timeoutMs'>;
  },
  { rotation, nowMs = () => performance.now(), random = Math.random }: BreakerDeps,
): Breaker<Content> {
  if (!breaker.enabled) return { send: next, refuses: () => false, status: () => [], close: () => {} };
  const fairMs = fairDurationMs({ breaker, transport });
  const options: Omit<CircuitOptions, 'key'> = { upstream: name, breaker, rotation, nowMs, random };
  const whole = new Circuit({ ...options, key: '' });
  /** The one that was used last is the last. */
  const byCoordinate = new Map<string, Circuit>();

  const circuitFor = (coordinate: string): Circuit => {
    if (coordinate === '' || breaker.scope === 'endpoint') return whole;
    const known = byCoordinate.get(coordinate);
    if (known !== undefined) byCoordinate.delete(coordinate);
    else if (byCoordinate.size >= maxCoordinates && !forgetOne(byCoordinate)) return whole;
    const circuit = known ?? new Circuit({ ...options, key: coordinate });
    byCoordinate.set(coordinate, circuit);
    return circuit;
  };

  return {
    async send(call) {
      const circuit = circuitFor(call.coordinate);
      const era = circuit.enter();
      const startMs = nowMs();
      let verdict: CallOutcome = 'nothing';
      try {
        const answer = await next(call);
        verdict = outcomeOfResponse(answer, nowMs() - startMs, breaker);
        return answer;
      } catch (error) {
        if (!call.context.cancellation.isCancelled)
          verdict = outcomeOfError(error, nowMs() - startMs, fairMs);
        throw error;
      } finally {
        circuit.leave(era, verdict);
      }
    },
    refuses: ({ coordinate }) => (byCoordinate.get(coordinate) ?? whole).refuses,
    status: () => [whole, ...byCoordinate.values()].map((circuit) => circuit.status()),
    close() {
      for (const circuit of [whole, ...byCoordinate.values()]) circuit.close();
    },
  };
}

/** The one that was not used for the longest time; one that keeps calls away is not forgotten. */
function forgetOne(circuits: Map<string, Circuit>): boolean {
  for (const [coordinate, circuit] of circuits) {
    if (!circuit.isClosed) continue;
    circuit.close();
    return circuits.delete(coordinate);
  }
  return false;
}
