import { subgraphErrors } from '../../core/channels.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';

const maxMessage = 1000;
const maxCode = 64;
const maxSteps = 20;
const maxStep = 100;

/** Publishes the original errors of a subgraph for the log: clients must not see them. */
export function publishErrors(
  upstream: string,
  coordinate: string,
  errors: readonly SubgraphError[],
  { requestId }: RequestContext,
): void {
  const [first] = errors;
  if (first === undefined) return;
  const code: unknown = first.extensions?.['code'];
  subgraphErrors.publish({
    requestId,
    upstream,
    coordinate,
    errors: errors.length,
    message: String(first.message).slice(0, maxMessage),
    code: typeof code === 'string' ? code.slice(0, maxCode) : undefined,
    path: first.path
      ?.slice(0, maxSteps)
      .map((step) => String(step).slice(0, maxStep))
      .join('.'),
  });
}
