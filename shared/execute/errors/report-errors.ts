import type { FieldDecision, SubgraphCall } from '../../core/degradation.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import type { Path } from '../../core/json/value-at.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { LocatedValue } from '../data/substitutes.ts';
import { type Failure, failureOfReported } from './failure.ts';
import type { Failures } from './failures.ts';
import { nullAboveFailure } from './incomplete-objects.ts';
import type { Located } from './locate-entities.ts';
import { type MaskedError, maskSubgraphError } from './mask-subgraph-error.ts';

/** The data that a subgraph returned for an object, and the errors about it. */
export interface FaultyResult {
  readonly representation: string | undefined;
  /** Before it is merged. */
  readonly result: unknown;
  /** The objects that the result is for. */
  readonly targets: readonly DataObject[];
  /** Their paths begin at the object, in canonical keys. */
  readonly errors: readonly SubgraphError[];
}

/** An error of a result in the form that clients get. */
interface ReportedError {
  readonly masked: MaskedError;
  readonly path: Path;
  /** The objects that it is about; none without a path. */
  readonly targets: readonly DataObject[];
  /** Undefined if the upstream refused the client. */
  readonly failure: Failure | undefined;
}

/**
 * Reports the errors of a result, and returns the substitutes for the fields that they made null. `isReported`: the degraded
 * data is reported already. `missing`: the keys that stay without a value in an entity for which no data was returned.
 */
export async function reportErrors(
  call: SubgraphCall,
  faulty: FaultyResult,
  located: Located | undefined,
  failures: Failures,
  isReported = false,
  missing: readonly string[] = call.fetch.brings,
): Promise<readonly LocatedValue[]> {
  const { fetch, context } = call;
  if (context.cancellation.isCancelled) return [];
  const errors = faulty.errors.map((error) => read(error));
  const decisions = await decide(call, faulty, errors, failures);
  const placed: LocatedValue[] = [];
  for (const [index, error] of errors.entries()) {
    const decision = decisions[index] ?? { kind: 'error', upstream: fetch.subgraph };
    if (decision.kind === 'error') reportError(error, decision.upstream);
    else if (decision.kind !== 'contained' && error.failure !== undefined) {
      carryOut(decision, error.failure, error.targets);
    }
  }
  return placed;

  function read(error: SubgraphError): ReportedError {
    const { subgraph } = fetch;
    const masked = maskSubgraphError(error, subgraph, failures.options.showsMessages(subgraph));
    const { path = [] } = masked;
    const targets = error.path === undefined ? [] : faulty.targets;
    return { masked, path, targets, failure: failureOfReported(masked, error.extensions?.['retryAfterMs']) };
  }

  function reportError({ masked, path, targets, failure }: ReportedError, upstream: string): void {
    const { result } = faulty;
    const positions = failures.positionsOf(fetch, targets, path, located);
    // Other subgraphs may know the entity: only the fields of this subgraph are missing.
    const isAboutEntity =
      fetch.entities !== undefined && targets.length > 0 && !isDataObject(result) && path.length === 0;
    const keys = isAboutEntity ? missing : [];
    failures.addAt(masked, positions, keys);
    const inside = nullAboveFailure(result, path);
    if (inside !== undefined) {
      const refusal = { ...masked, code: 'DOWNSTREAM_SERVICE_ERROR', retryAfterMs: undefined } as const;
      failures.nullsAbove.push({
        fetch,
        targets: faulty.targets,
        inside,
        upstream,
        failure: failure ?? refusal,
      });
    }
    if (failure === undefined || isReported) return;
    for (const place of positions)
      failures.degraded.push({ failure, upstream, servedFrom: 'nothing', path: place, keys });
  }

  function carryOut(decision: Declared, failure: Failure, targets: readonly DataObject[]): void {
    const { upstream, servedFrom, ageMs, usableMs, path } = decision;
    const part = { failure, upstream, servedFrom, ageMs, usableMs, keys: [] };
    const positions = failures.positionsOf(fetch, targets, path, located);
    if (decision.kind === 'substitute') {
      placed.push({ path, value: decision.value });
      for (const place of positions) failures.degraded.push({ ...part, path: place });
      return;
    }
    const { extent, inside } = decision;
    const about = new Set(targets.length > 0 ? targets : [failures.data.root]);
    for (const place of positions.slice(0, 1))
      failures.effects.push({ ...part, path: place, extent, fetch, targets: about, inside });
  }
}

type Declared = Extract<FieldDecision, { kind: 'substitute' | 'effect' }>;

/** Substitutes are set in the data of a result: without data, all errors are reported. */
async function decide(
  call: SubgraphCall,
  { representation, result }: FaultyResult,
  errors: readonly ReportedError[],
  { options }: Failures,
): Promise<readonly FieldDecision[]> {
  if (!isDataObject(result)) return [];
  return options.degradation.onFieldErrors(
    call,
    { representation, data: result },
    errors.map(({ path, failure }) => ({ path, isRefusal: failure === undefined })),
  );
}
