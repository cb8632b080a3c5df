import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { upstreamFailed } from '../../shared/core/channels.ts';
import type { SubgraphResponse } from '../../shared/core/upstream-calls.ts';
import type { Upstreams } from '../../shared/upstream/create-upstreams.ts';
import { UpstreamError } from '../../shared/upstream/upstream-error.ts';
import type { TransportOptions } from '../../shared/upstream/upstream-options.ts';
import { requestContext } from './request-context.ts';
import { upstreamOptions, upstreamsOf } from './upstream-options.ts';

const patient = { timeoutMs: 20_000, idleTimeoutMs: 10_000, connectTimeoutMs: 10_000 };
// One attempt for each call, without sharing.
const alone = { retry: { attempts: 0 }, deduplicate: { enabled: false } };

/** One subgraph `a`, closed when the test ends. */
export function upstreamsAt(
  context: TestContext,
  url: string,
  transport: Partial<TransportOptions> = {},
): Upstreams {
  const upstreams = upstreamsOf({
    subgraphs: [upstreamOptions('a', url, { transport: { ...patient, ...transport }, ...alone })],
    sources: [],
    subjectHeader: undefined,
  });
  context.after(() => upstreams.close());
  return upstreams;
}

/** A read with a distant deadline. */
export const callUpstream = (upstreams: Upstreams): Promise<SubgraphResponse> =>
  upstreams.fetchSubgraph(
    'a',
    { query: '{ x }' },
    requestContext({ deadlineMs: performance.now() + 60_000 }),
  );

/** The failure of a call: its error, and the reason for the log. */
export async function failureOf(
  call: () => Promise<unknown>,
): Promise<{ error: UpstreamError; cause: unknown }> {
  const causes: unknown[] = [];
  const unsubscribe = upstreamFailed.subscribe(({ cause }) => causes.push(cause));
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof UpstreamError, String(error));
    return { error, cause: causes[0] };
  } finally {
    unsubscribe();
  }
  return assert.fail('the call succeeded');
}
