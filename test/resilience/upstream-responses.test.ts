import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type ErrorCode, errorTable } from '../../shared/index.ts';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const capBytes = 8 * 1024 * 1024;
const canary = 'canary-7f3a';

interface Served {
  readonly url: string;
  readonly pid: number;
  /** Sets the behaviour of the faulty one of its two upstreams. */
  fault: RequestListener;
  readonly sockets: Set<Socket>;
}

/** `frontage serve` with a graph of two upstreams, one of them healthy. */
async function serve(context: TestContext, retry = { attempts: 1, minimum: 3 }): Promise<Served> {
  const sockets = new Set<Socket>();
  const faulty = await httpUpstream(context, (request, response) => {
    sockets.add(request.socket);
    served.fault(request, response);
  });
  const well = await httpUpstream(context, (_request, response) => response.end('{"data":{"well":1}}'));
  const { supergraphSdl = '' } = composeServices([
    { name: 'well', url: well, typeDefs: parse('type Query { well: Int }') },
    { name: 'faulty', url: faulty, typeDefs: parse('type Query { faulty: String }') },
  ]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
listen: { port: 0 }
upstreams: { subgraphs: { faulty: { compression: gzip, idleTimeout: 300ms, breaker: { enabled: false }, retry: { attempts: ${retry.attempts} } } } }
retryBudget: { minimum: ${retry.minimum} }
`,
  });
  const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  const served: Served = {
    url: await listeningUrl(frontage),
    pid: frontage.child.pid ?? assert.fail('it has no pid'),
    fault: healthy,
    sockets,
  };
  return served;
}

const healthy: RequestListener = (_request, response) => response.end('{"data":{"faulty":"fine"}}');

/** Asserts that healthy data is present, failed data is null with an error, and no text of the upstream leaks. */
async function expectPartial({ url }: Served, code: ErrorCode, what: string = code): Promise<void> {
  const { status, body, text } = await sendQuery(url, '{ well faulty }');
  assert.equal(status, 200);
  assert.deepEqual(valueAt(body, 'data'), { well: 1, faulty: null }, what);
  const { message } = errorTable[code];
  assert.deepEqual(valueAt(body, 'errors.0'), { message, path: ['faulty'], extensions: { code } }, what);
  assert.ok(!text.includes(canary), text);
}

async function expectWhole({ url }: Served): Promise<void> {
  assert.equal((await sendQuery(url, '{ well faulty }')).text, '{"data":{"well":1,"faulty":"fine"}}');
}

const body =
  (content: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(content);

/** Sends the same piece again and again, as long as it is read. */
const endless =
  (piece: Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    const send = (): void => {
      while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', send);
    };
    send();
  };

/** The peak memory of a process, from Linux; undefined elsewhere. */
function peakBytes(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // There is no /proc on this system.
    return undefined;
  }
}

describe('an upstream with a faulty response', () => {
  // The faults share a server, since starting one takes longer than most of them do.
  it('a faulty response costs only its own fields', async (context) => {
    const served = await serve(context);
    await context.test(
      'F3 a response that stalls is aborted after the longest allowed silence, and its socket closed',
      async () => {
        served.sockets.clear();
        served.fault = (_request, response) => void response.writeHead(200).write(`{"data":"${canary}`);
        await expectPartial(served, 'SUBGRAPH_TIMEOUT');
        for (const socket of served.sockets) if (!socket.closed) await once(socket, 'close');
        served.fault = healthy;
        await expectWhole(served);
      },
    );

    await context.test('F3 a response that drips is aborted at its timeout', async () => {
      served.sockets.clear();
      served.fault = (_request, response) => {
        response.writeHead(200).write('{"data":"');
        const drip = setInterval(() => response.write('x'), 100);
        response.on('close', () => clearInterval(drip));
      };
      await expectPartial(served, 'SUBGRAPH_TIMEOUT');
      for (const socket of served.sockets) if (!socket.closed) await once(socket, 'close');
    });

    const wrong: [string, string | Buffer][] = [
      ['nothing', ''],
      ['HTML', `<!doctype html><title>${canary}</title>`],
      ['a truncated response', `{"data":{"faulty":"${canary}`],
      ['a byte order mark', '\ufeff{"data":{"faulty":"x"}}'],
      ['UTF-16', Buffer.from('{"data":{"faulty":"x"}}', 'utf16le')],
      ['a list', `["${canary}"]`],
      ['a trailing comma', '{"data":{"faulty":"x",}}'],
      ['single quotes', `{'data':{'faulty':'${canary}'}}`],
      ['a comment', '{"data":{}/* */}'],
      ['two texts', '{"data":{}}{"data":{}}'],
      ['NaN', '{"data":{"faulty":NaN}}'],
      ['a control character', '{"data":{"faulty":"\u0001"}}'],
      ['a lone escape', '{"data":{"faulty":"\\x"}}'],
      ['no bracket at the end', '{"data":{"faulty":"x"}'],
    ];
    await context.test('F5 invalid JSON costs only the fields of its upstream, and gets a code', async () => {
      for (const [name, content] of wrong) {
        served.fault = body(content);
        await expectPartial(served, 'SUBGRAPH_INVALID_RESPONSE', name);
        served.fault = healthy;
        await expectWhole(served);
      }
    });

    await context.test('F5 if a key is repeated, the last one counts', async () => {
      served.fault = body('{"data":{"faulty":"x","faulty":"fine"}}');
      await expectWhole(served);
    });

    await context.test('F7 Brotli is never decoded', async () => {
      const requested: unknown[] = [];
      served.fault = ({ headers }, response) => {
        requested.push(headers['accept-encoding']);
        response.writeHead(200, { 'content-encoding': 'br' }).end('x');
      };
      await expectPartial(served, 'SUBGRAPH_INVALID_RESPONSE');
      assert.deepEqual([...new Set(requested)], ['gzip']);
    });

    await context.test(
      'A44 an upstream cannot redirect calls, set cookies, or keep the process busy with early hints',
      async () => {
        const paths: unknown[] = [];
        served.fault = (request, response) => {
          paths.push(request.url);
          response.writeHead(302, { location: '/internal' }).end('{"data":{"faulty":"x"}}');
        };
        await expectPartial(served, 'SUBGRAPH_HTTP_ERROR');
        assert.deepEqual([...new Set(paths)], ['/']);

        served.fault = body('{"data":{"faulty":"fine","__proto__":{"well":2}},"__proto__":{"data":null}}', {
          'set-cookie': canary,
          link: canary,
        });
        const { headers, text } = await sendQuery(served.url, '{ well faulty }');
        assert.equal(text, '{"data":{"well":1,"faulty":"fine"}}');
        assert.ok(![...headers.values()].includes(canary));

        served.fault = ({ socket }) => void socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000));
        await expectPartial(served, 'SUBGRAPH_INVALID_RESPONSE');
      },
    );
  });
});

describe('F7 an upstream that responds with too much', () => {
  const zeros = Buffer.alloc(1024 * 1024, '0');
  it('F7 an oversized response is stopped at the cap, and takes less than three times that in memory', async (context) => {
    const served = await serve(context);
    // Warm up: the memory of what compiles and loads on first use is not measured.
    for (let count = 0; count < 200; count += 1) await expectWhole(served);
    served.fault = body(gzipSync('{"data":{"faulty":"fine"}}'), { 'content-encoding': 'gzip' });
    await expectWhole(served);
    const before = peakBytes(served.pid);
    const gzip = { 'content-encoding': 'gzip' };
    const tooMuch: [RequestListener, ErrorCode][] = [
      [endless(zeros), 'SUBGRAPH_RESPONSE_TOO_LARGE'],
      [endless(gzipSync(zeros), gzip), 'SUBGRAPH_RESPONSE_TOO_LARGE'],
      [body(gzipSync(Buffer.alloc(10 * capBytes, ' ')), gzip), 'SUBGRAPH_RESPONSE_TOO_LARGE'],
      [body('['.repeat(1_000_000)), 'SUBGRAPH_INVALID_RESPONSE'],
      [body(`{"data":{"faulty":${'['.repeat(63)}${']'.repeat(63)}}}`), 'SUBGRAPH_INVALID_RESPONSE'],
    ];
    for (const [fault, code] of tooMuch) {
      served.fault = fault;
      await expectPartial(served, code);
    }
    const grown = before === undefined ? 0 : (peakBytes(served.pid) ?? 0) - before;
    assert.ok(grown < 3 * capBytes, `it grew by ${grown} bytes`);
    served.fault = healthy;
    await expectWhole(served);
  });
});

describe('F26 an upstream that closes idle connections', () => {
  it('F26 calls continue over closing idle connections, and no client receives a reset', async (context) => {
    // All connections are about to be closed here, and several at a time: a second attempt is likely to meet the next
    // closing one, and more calls fail together than a budget is for.
    const served = await serve(context, { attempts: 5, minimum: 50 });
    // Some are closed at once, some while the next call may be in flight, without prior notice.
    served.fault = ({ socket }, response) => {
      response.removeHeader('keep-alive');
      const idleMs = Math.floor(Math.random() * 8);
      response.on('finish', () => setTimeout(() => socket.end(), idleMs));
      response.end('{"data":{"faulty":"fine"}}');
    };
    let failed = 0;
    const client = async (): Promise<void> => {
      for (let count = 0; count < 100; count += 1) {
        const { codes } = await sendQuery(served.url, '{ well faulty }');
        failed += codes.length;
        await new Promise((resolve) => setTimeout(resolve, Math.floor(Math.random() * 10)));
      }
    };
    await Promise.all([client(), client(), client(), client(), client()]);
    assert.equal(failed, 0);
    assert.ok(served.sockets.size > 5, 'connections were closed and opened');
  });
});
