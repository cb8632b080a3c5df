import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { SeenRequest } from './upstream/create-scripted-server.ts';
import { UpstreamCounts } from './upstream/upstream-counts.ts';
import type { UpstreamResponsesInput } from './upstream/upstream-responses.ts';
import type { UpstreamScriptInput } from './upstream/upstream-script.ts';

/** F-up: an upstream in a process of its own that follows a script and counts its requests. */
export interface ScriptedUpstream {
  readonly port: number;
  /** `http://127.0.0.1:PORT`; every path responds. */
  readonly url: string;
  /** The process id, for signals; it changes with a restart. */
  pid(): number;
  /** Replaces the script; `{}` heals. */
  play(script: UpstreamScriptInput): Promise<void>;
  counts(): Promise<UpstreamCounts>;
  /** The last 100, oldest first. */
  requests(): Promise<readonly SeenRequest[]>;
  /** Clears counts and requests. */
  clear(): Promise<void>;
  /** Resolves with the first counts for which `isReached` is true. */
  until(isReached: (counts: UpstreamCounts) => boolean): Promise<UpstreamCounts>;
  /** SIGKILL: connections are reset and new ones refused. */
  kill(): Promise<void>;
  /** Starts it again after a kill, healthy and on the same port. */
  restart(): Promise<void>;
}

const MAIN = new URL('./upstream/upstream-main.js', import.meta.url);
const POLL_MS = 10;
const Ports = z.object({ port: z.number(), controlPort: z.number() });
const SeenRequests = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    body: z.string(),
  }),
);

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly controlPort: number;
}

/** Closed at the end of the test, or of the `suite` in a `before`/`after` pair: anything that has `after`. */
export async function startScriptedUpstream(
  context: Pick<TestContext, 'after'>,
  responses: UpstreamResponsesInput,
): Promise<ScriptedUpstream> {
  let running = await start(0, responses);
  const { port } = running;
  context.after(() => end(running.child));

  async function counts(): Promise<UpstreamCounts> {
    return UpstreamCounts.parse(await sendCommand(running, 'GET /counts'));
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    pid: () => running.child.pid ?? Number.NaN,
    async play(script) {
      await sendCommand(running, 'PUT /script', script);
    },
    counts,
    requests: async () => SeenRequests.parse(await sendCommand(running, 'GET /requests')),
    async clear() {
      await sendCommand(running, 'DELETE /counts');
    },
    async until(isReached) {
      for (;;) {
        const now = await counts();
        if (isReached(now)) return now;
        await delay(POLL_MS);
      }
    },
    kill: () => end(running.child),
    async restart() {
      running = await start(port, responses);
    },
  };
}

async function start(port: number, responses: UpstreamResponsesInput): Promise<Running> {
  const child = fork(MAIN, [String(port)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const started = await Promise.race([
    once(child, 'message').then(([message]) => Ports.parse(message)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the scripted upstream ended with ${code} at start`);
    }),
  ]);
  const running = { child, ...started };
  await sendCommand(running, 'PUT /responses', responses);
  return running;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function sendCommand({ controlPort }: Running, command: string, body?: unknown): Promise<unknown> {
  const [method = '', path = ''] = command.split(' ');
  const response = await fetch(`http://127.0.0.1:${controlPort}${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${command}: ${text}`);
  return JSON.parse(text);
}
