import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../architecture/project-root.ts';
import { type StartedProcess, startProcess } from './started-process.ts';

/** `frontage <arguments>` as its users start it; killed when the test ends, unless it has ended before. */
export function startFrontage(
  context: TestContext,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): StartedProcess {
  return started(context, startProcess(inProject('bin/frontage.js'), args, environment));
}

/**
 * The server of a client as its container starts it, except for the grace period for balancers; killed when the test
 * ends, unless it has ended before.
 */
export function startClientMain(
  context: TestContext,
  client: string,
  environment: Readonly<Record<string, string>>,
): StartedProcess {
  const own = { [`${client.toUpperCase()}_ADMIN_PORT`]: '0', SHUTDOWN_DELAY: '0s' };
  const script = inProject(`dist/bffs/${client}/main.js`);
  return started(context, startProcess(script, [], { ...own, ...environment }));
}

/** The URL in the `listening` line of its log. Rejects if the process ends before that. */
export async function listeningUrl(frontage: StartedProcess): Promise<string> {
  await frontage.until(/"msg":"listening"/);
  const url = /"url":"([^"]+)"[^\n]*"msg":"listening"/.exec(frontage.stdout())?.[1];
  if (url === undefined) throw new Error(`no URL in ${frontage.stdout()}`);
  return url;
}

/** The response of `GET /status`; the process needs a port for operators. */
export async function statusOf(frontage: StartedProcess): Promise<unknown> {
  const url = /"status":"(http[^"]+)"/.exec(frontage.stdout())?.[1];
  if (url === undefined) throw new Error(`no port for operators in ${frontage.stdout()}`);
  return (await fetch(url)).json();
}

function started(context: TestContext, frontage: StartedProcess): StartedProcess {
  context.after(async () => {
    frontage.child.kill('SIGKILL');
    await frontage.exit();
  });
  return frontage;
}

function inProject(path: string): URL {
  return pathToFileURL(join(projectRoot, path));
}
