import type { TestContext } from 'node:test';
import { startProcess } from './started-process.ts';

/** A subgraph in a process of its own. */
export interface KillableEndpoint {
  readonly url: string;
  /** Ends it like a crash. */
  kill(): Promise<void>;
  /** Starts it on the same port, with this new value. */
  restart(x: number): Promise<void>;
}

/** Responds to every operation with `{ x }`; killed when the test ends. */
export async function killableEndpoint(context: TestContext, x: number): Promise<KillableEndpoint> {
  const start = async (port: string, response: number) => {
    const started = startProcess(new URL('./endpoint-main.js', import.meta.url), [port, String(response)]);
    context.after(async () => {
      started.child.kill('SIGKILL');
      await started.exit();
    });
    await started.until(/listening on \d+\n/);
    return started;
  };
  let running = await start('0', x);
  const port = /listening on (\d+)/.exec(running.stdout())?.[1] ?? '';
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async kill() {
      running.child.kill('SIGKILL');
      await running.exit();
    },
    async restart(response) {
      running = await start(port, response);
    },
  };
}
