import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { TestContext } from 'node:test';
import type { RedisCommands } from '../../shared/cache/redis-commands.ts';

/** A Redis for one test. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Id of the current process. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  /** Restarts it after SIGKILL, on the same port. Resolves when it accepts connections. */
  restart(): Promise<void>;
}

const usualPort = 6379;
const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
const isRunning = isInstalled || (await accepts(usualPort));
/** On CI a test that needs a Redis must not be skipped. */
const isIntegration = process.env['CI'] === 'true';

/** For `it(..., { skip })` of tests that can use any Redis. */
export const skip: string | false = isRunning || isIntegration ? false : 'no Redis is available';

/** For `it(..., { skip: skipOwn })` of tests that disturb the Redis that they have started. */
export const skipOwn: string | false = isInstalled || isIntegration ? false : 'redis-server is not installed';

/** The URL of a Redis that other tests can use, too: keys need a prefix of their own. */
export async function redisUrl(context: TestContext): Promise<string> {
  if (await accepts(usualPort)) return `redis://127.0.0.1:${usualPort}`;
  return (await startRedisServer(context)).url;
}

/** Resolves when commands get replies. */
export async function readyRedis(redis: RedisCommands | undefined): Promise<void> {
  while (redis && !Buffer.isBuffer(await redis.call('PING')))
    await new Promise((done) => setTimeout(done, 5));
}

/** Stores nothing on disk; killed when the test ends. */
export async function startRedisServer(
  context: TestContext,
  args: readonly string[] = [],
  port?: number,
): Promise<RedisServer> {
  return startOn(context, port ?? (await freePort()), args);
}

async function startOn(context: TestContext, port: number, args: readonly string[]): Promise<RedisServer> {
  let child = await start(port, args);
  context.after(() => kill(child));
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async signal(signal) {
      if (signal === 'SIGKILL') await kill(child);
      else child.kill(signal);
    },
    async restart() {
      child = await start(port, args);
    },
  };
}

/**
 * Sends one command as text on a connection of its own, without waiting for the reply. For commands that make Redis
 * stop responding.
 */
export function sendCommand(port: number, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(`${command}\r\n`));
    socket
      .on('error', reject)
      .on('data', () => {})
      .on('close', () => resolve());
  });
}

async function start(port: number, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  while (!text.includes('Ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`redis-server did not start:\n${text}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** A URL on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
