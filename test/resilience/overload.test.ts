import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { countingUpstream, until } from '../support/counting-upstream.ts';
import { sendHttp } from '../support/send-http.ts';
import { type GraphqlResponse, sendQuery, valueAt } from '../support/send-query.ts';
import { serveThings } from '../support/serve-things.ts';

const query = '{ thing }';
/** Every request has a call of its own. */
const alone = { deduplicate: { enabled: false } };

function assertRefused({ status, headers, codes, body }: GraphqlResponse): void {
  assert.deepEqual([status, codes], [503, ['SERVER_OVERLOADED']]);
  assert.equal(headers.get('retry-after'), '1');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(valueAt(body, 'data'), undefined);
}

/** The numbers of refused requests in the log, by reason. */
function loggedRefusals(log: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of log.split('\n').filter((text) => text.includes('"requests refused"'))) {
    const refused: unknown = valueAt(JSON.parse(line), 'refused');
    assert.ok(typeof refused === 'object' && refused !== null);
    for (const [reason, count] of Object.entries(refused)) sums[reason] = (sums[reason] ?? 0) + Number(count);
  }
  return sums;
}

describe('overload', () => {
  it('F12 at three times the capacity, requests within the capacity are served and the rest are refused at once', async (context) => {
    const atOnce = 4;
    const rounds = 20;
    const places = 8;
    const upstream = await countingUpstream(context);
    const { url, origin, frontage } = await serveThings(context, {
      upstream: upstream.url,
      settings: {
        overload: { eventLoopDelay: '10s', concurrency: { max: places } },
        upstreams: { all: alone },
      },
    });
    const caller = upstream.caller('/');
    let sent = 0;
    const served: GraphqlResponse[] = [];
    const refused: GraphqlResponse[] = [];
    const responses: Promise<unknown>[] = [];
    const send = (): void => {
      sent += 1;
      responses.push(
        sendQuery(url, query).then((response) => (response.status === 200 ? served : refused).push(response)),
      );
    };
    for (let round = 1; round <= rounds; round += 1) {
      // The load never waits for responses: that is what makes it an overload.
      for (let index = 0; index < 3 * atOnce; index += 1) send();
      await until(() => refused.length + caller.arrived === sent);
      const done = upstream.open.splice(0, atOnce);
      assert.equal(done.length, atOnce, 'there is always enough to do');
      for (const response of done) response();
      await until(() => served.length === round * atOnce);
      assert.equal((await sendHttp(`${origin}/healthz`, {})).status, 200);
    }
    for (const response of upstream.open.splice(0)) response();
    await Promise.all(responses);
    // In every round four slots became free.
    assert.equal(served.length, places + (rounds - 1) * atOnce);
    assert.equal(served.length + refused.length, sent);
    assert.equal(caller.arrived, served.length, 'refused requests cause no upstream calls');
    assert.equal(caller.mostInFlight, places);
    for (const { status, codes } of served) assert.deepEqual([status, codes], [200, []]);
    refused.forEach(assertRefused);
    frontage.child.kill('SIGTERM');
    await frontage.exit();
    assert.deepEqual(loggedRefusals(frontage.stdout()), { concurrency: refused.length });
    assert.ok(!frontage.stdout().includes('SERVER_OVERLOADED'), 'no line for each');
    assert.equal(frontage.stderr(), '');
  });

  it('F12 readiness signals overload to balancers if many requests are refused', async (context) => {
    const upstream = await countingUpstream(context);
    const { url, origin } = await serveThings(context, {
      upstream: upstream.url,
      settings: { overload: { eventLoopDelay: '10s', concurrency: { max: 1 }, unreadyAfter: 10 } },
    });
    const first = sendQuery(url, query);
    await until(() => upstream.open.length === 1);
    assert.equal((await sendHttp(`${origin}/readyz`, {})).status, 200);
    for (let index = 0; index < 10; index += 1) assertRefused(await sendQuery(url, query));
    await until(async () => {
      const { status, text } = await sendHttp(`${origin}/readyz`, {});
      return status === 503 && text === '{"status":"OVERLOADED"}';
    });
    upstream.open[0]?.();
    assert.equal((await first).status, 200);
  });

  it('F23 a process with little memory and large responses survives', async (context) => {
    const word = 'x'.repeat(90);
    const value = Array.from({ length: 10_000 }, (_, index) => `${word}${index}`);
    const upstream = await countingUpstream(context, { takesMs: 20, value });
    const { url, origin, frontage } = await serveThings(context, {
      upstream: upstream.url,
      type: '[String]',
      // This test asserts nothing about time.
      settings: {
        requestDeadline: '5m',
        upstreams: { all: { ...alone, timeout: '4m', connectTimeout: '1m' } },
      },
      environment: { NODE_OPTIONS: '--max-old-space-size=128' },
    });
    const counts = new Map<number, number>();
    let sent = 0;
    const run = async (): Promise<void> => {
      while (sent < 200) {
        sent += 1;
        const { status, codes } = await sendQuery(url, query);
        assert.deepEqual(codes, status === 503 ? ['SERVER_OVERLOADED'] : []);
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 40 }, run));
    assert.deepEqual(
      [...counts.keys()].filter((status) => status !== 200 && status !== 503),
      [],
    );
    assert.ok((counts.get(200) ?? 0) > 0);
    assert.equal((await sendHttp(`${origin}/healthz`, {})).status, 200);
    await until(async () => (await sendQuery(url, query)).status === 200);
    assert.deepEqual([frontage.child.exitCode, frontage.child.signalCode], [null, null]);
    assert.equal(frontage.stderr(), '');
    context.diagnostic(`answered ${JSON.stringify(Object.fromEntries(counts))}`);
  });

  it('F24 while the event loop is blocked repeatedly, requests are refused and health checks respond', async (context) => {
    const upstream = await countingUpstream(context, { takesMs: 1 });
    const hog = `${projectRoot}/dist/test/support/hog.js`;
    const { url, origin, frontage } = await serveThings(context, {
      upstream: upstream.url,
      environment: { NODE_OPTIONS: `--import ${hog}` },
    });
    let refused = 0;
    const isAdmitted = async (): Promise<boolean> => {
      const response = await sendQuery(url, query);
      if (response.status === 200) return true;
      assertRefused(response);
      refused += 1;
      return false;
    };
    await until(isAdmitted);
    const before = refused;
    frontage.child.kill('SIGUSR2');
    await until(async () => !(await isAdmitted()) && refused >= before + 3);
    const health = await sendHttp(`${origin}/healthz`, {});
    assert.deepEqual([health.status, health.text], [200, '{"status":"UP"}']);
    assert.equal(
      (await sendHttp(`${origin}/readyz`, {})).status,
      200,
      'a few refusals do not affect readiness',
    );
    frontage.child.kill('SIGUSR2');
    let inARow = 0;
    await until(async () => {
      inARow = (await isAdmitted()) ? inARow + 1 : 0;
      return inARow === 20;
    });
    frontage.child.kill('SIGTERM');
    await frontage.exit();
    assert.deepEqual(loggedRefusals(frontage.stdout()), { eventLoopDelay: refused });
    assert.equal(frontage.stderr(), '');
  });
});
