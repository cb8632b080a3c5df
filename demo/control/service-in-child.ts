import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { SERVICES, type ServiceName, serviceUrl } from '../harbour.ts';
import type { LoggedRequest } from '../server/request-log.ts';
import { type Command, Reply, RequestsValue, StatusValue } from './child-messages.ts';
import { type HostedService, ServiceStateError } from './hosted-service.ts';

const CHILD_MAIN = new URL('./child-main.js', import.meta.url);

/** A child process that listens and takes commands. */
interface Child {
  readonly process: ChildProcess;
  readonly port: number;
  command(call: Command['call'], fault?: Command['fault']): Promise<unknown>;
}

/** A service in a process of its own. `port` 0 selects any free one; a restart uses the same port again. */
export async function createServiceInChild(
  name: ServiceName,
  port: number,
  seed: number,
): Promise<HostedService> {
  let child = await startChild(name, port, seed);
  const hasExited = (): boolean => child.process.exitCode !== null || child.process.signalCode !== null;

  async function requests(): Promise<readonly LoggedRequest[]> {
    return RequestsValue.parse(await child.command('requests'));
  }

  return {
    name,
    kind: SERVICES[name].kind,
    port: child.port,
    url: serviceUrl(name, child.port),
    async status() {
      try {
        return StatusValue.parse(await child.command('status'));
      } catch (error) {
        if (error instanceof ServiceStateError)
          return { state: 'exited', pid: null, requests: 0, fault: null };
        throw error;
      }
    },
    async setFault(fault) {
      await child.command('setFault', fault);
    },
    requests,
    async clearRequests() {
      await child.command('clearRequests');
    },
    async restart() {
      if (!hasExited()) throw new ServiceStateError(`${name} is running; it cannot be restarted`);
      child = await startChild(name, child.port, seed);
    },
    async close() {
      if (hasExited()) return;
      child.process.kill('SIGKILL');
      await once(child.process, 'exit');
    },
  };
}

/** Rejects when the child cannot listen, with the code of the cause (`EADDRINUSE`). */
async function startChild(name: ServiceName, port: number, seed: number): Promise<Child> {
  const process = fork(CHILD_MAIN, [name, String(port), String(seed)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Without the parent's `execArgv`: a module that it preloads could end a service whose fault is `down`.
    execArgv: [],
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();
  let commands = 0;

  const listening = new Promise<number>((resolve, reject) => {
    process.on('message', (message) => {
      const reply = Reply.parse(message);
      if ('listening' in reply) resolve(reply.listening);
      else if ('failed' in reply) reject(Object.assign(new Error(reply.failed), { code: reply.code }));
      else settle(reply);
    });
    process.once('error', reject);
    process.once('exit', () => {
      reject(gone());
      for (const caller of waiting.values()) caller.reject(gone());
      waiting.clear();
    });
  });

  function gone(): ServiceStateError {
    return new ServiceStateError(
      `the process of ${name} has exited; POST /services/${name}/restart starts it again`,
    );
  }

  function settle(reply: Extract<Reply, { id: number }>): void {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) caller?.reject(new Error(reply.error));
    else caller?.resolve(reply.value);
  }

  function command(call: Command['call'], fault: Command['fault'] = null): Promise<unknown> {
    if (!process.connected) return Promise.reject(gone());
    commands += 1;
    const id = commands;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      process.send({ id, call, fault } satisfies Command, (error) => {
        // A process that was just killed still counts as connected.
        if (error !== null && waiting.delete(id)) reject(gone());
      });
    });
  }

  try {
    return { process, port: await listening, command };
  } catch (error) {
    process.kill('SIGKILL');
    throw error;
  }
}
