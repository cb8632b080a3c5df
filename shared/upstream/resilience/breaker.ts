import type { BreakerStatus } from '../../core/status.ts';
import type { Layer, UpstreamCall } from '../upstream-call.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { type CallOutcome, Circuit, type CircuitOptions } from './circuit.ts';
import { fairDurationMs, outcomeOfError, outcomeOfResponse } from './classify-outcome.ts';
import type { Rotation } from './failure-window.ts';

/** The circuit breakers of one endpoint. */
export interface Breaker<Content> {
  /** Rejects a call with SUBGRAPH_CIRCUIT_OPEN, without sending it, when too many calls have failed. */
  readonly layer: Layer<Content>;
  /** Whether a call is certain to be refused. */
  refuses(call: UpstreamCall): boolean;
  status(): BreakerStatus[];
  close(): void;
}

export interface BreakerDeps {
  /** Rotates the windows of all breakers of an upstream. */
  readonly rotation: Rotation;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

type BreakerLayerOptions = Pick<UpstreamOptions, 'name' | 'breaker'> & {
  readonly transport: Pick<UpstreamOptions['transport'], 'timeoutMs'>;
};

const maxCoordinates = 200;

export function createBreaker<Content>(
  { name, breaker, transport }: BreakerLayerOptions,
  { rotation, nowMs = () => performance.now(), random = Math.random }: BreakerDeps,
): Breaker<Content> {
  if (!breaker.enabled)
    return { layer: (next) => next, refuses: () => false, status: () => [], close: () => {} };
  const fairMs = fairDurationMs({ breaker, transport });
  const options: Omit<CircuitOptions, 'key'> = { upstream: name, breaker, rotation, nowMs, random };
  const whole = new Circuit({ ...options, key: '' });
  /** In the order of last use. */
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
    layer: (next) => async (call) => {
      const circuit = circuitFor(call.coordinate);
      const era = circuit.enter();
      const startMs = nowMs();
      let outcome: CallOutcome = 'nothing';
      try {
        const response = await next(call);
        outcome = outcomeOfResponse(response, nowMs() - startMs, breaker);
        return response;
      } catch (error) {
        if (!call.context.cancellation.isCancelled)
          outcome = outcomeOfError(error, nowMs() - startMs, fairMs);
        throw error;
      } finally {
        circuit.leave(era, outcome);
      }
    },
    refuses: ({ coordinate }) => (byCoordinate.get(coordinate) ?? whole).refuses,
    status: () => [whole, ...byCoordinate.values()].map((circuit) => circuit.status()),
    close() {
      for (const circuit of [whole, ...byCoordinate.values()]) circuit.close();
    },
  };
}

/** Removes the least recently used circuit that is closed. A circuit that refuses calls is retained. */
function forgetOne(circuits: Map<string, Circuit>): boolean {
  for (const [coordinate, circuit] of circuits) {
    if (!circuit.isClosed) continue;
    circuit.close();
    return circuits.delete(coordinate);
  }
  return false;
}
