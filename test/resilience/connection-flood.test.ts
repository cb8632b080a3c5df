import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { it, type TestContext } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { countingUpstream, until } from '../support/counting-upstream.ts';
import { thingSettings } from '../support/serve-things.ts';

const openFiles = 256;
const flood = 1000;

/** A process with a low limit of open files, killed when the test ends. */
async function startWithFewFiles(
  context: TestContext,
  settings: string,
): Promise<{ url: URL; child: ChildProcess; log(): string }> {
  const command = `ulimit -n ${openFiles}; exec "$0" bin/frontage.js serve --config "$1"`;
  const child = spawn('bash', ['-c', command, process.execPath, settings], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  context.after(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  let log = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
    });
  const listening = /"url":"([^"]+)"[^\n]*"msg":"listening"/;
  await until(() => listening.test(log) || child.exitCode !== null);
  const url = listening.exec(log)?.[1];
  assert.ok(url, log);
  return { url: new URL(url), child, log: () => log };
}

/** On a connection of the agent. */
async function send(agent: Agent, url: URL, body?: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
    });
    outgoing.end(body);
  });
}

it('F28 a flood of connections: excess connections are closed, and existing clients are served', async (context) => {
  const upstream = await countingUpstream(context, { takesMs: 1 });
  const settings = thingSettings(context, {
    upstream: upstream.url,
    settings: { upstreams: { all: { deduplicate: { enabled: false } } } },
  });
  const { url, child, log } = await startWithFewFiles(context, settings);
  const health = new URL('/healthz', url);
  const query = JSON.stringify({ query: '{ thing }' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  context.after(() => agent.destroy());
  assert.equal((await send(agent, health)).status, 200);

  const sockets: Socket[] = [];
  context.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  let connected = 0;
  let closed = 0;
  for (let index = 0; index < flood; index += 1) {
    const socket = connect(Number(url.port), url.hostname);
    // A reset is one of the forms of refusal.
    socket.on('error', () => {});
    socket.on('connect', () => {
      connected += 1;
    });
    socket.on('close', () => {
      closed += 1;
    });
    sockets.push(socket);
  }
  const places = openFiles / 2 - 1;
  await until(() => closed >= flood - places);
  assert.ok(connected >= places);

  assert.deepEqual(await send(agent, health), { status: 200, text: '{"status":"UP"}' });
  // Upstreams, to which connections have to be opened now, too.
  const responses = await Promise.all(Array.from({ length: 20 }, () => send(agent, url, query)));
  for (const response of responses) assert.deepEqual(response, { status: 200, text: '{"data":{"thing":1}}' });

  for (const socket of sockets) socket.destroy();
  const later = new Agent({ keepAlive: false });
  await until(() =>
    send(later, health).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
  assert.deepEqual([child.exitCode, child.signalCode], [null, null]);
  assert.ok(!/EMFILE|internal error/.test(log()), log());
});
