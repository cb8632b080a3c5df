import type { StartArguments } from '../arguments.ts';
import { CONTROL_PORT, SERVICE_NAMES, SERVICES, serviceUrl } from '../harbour.ts';
import { printTable } from '../print-table.ts';
import { assertPortsFree } from './assert-ports-free.ts';
import type { Launcher } from './launcher.ts';
import type { Program } from './program.ts';
import { ADMIN_PORTS, BFF_PORTS, settingsFor } from './settings.ts';

const ESTATE_MAIN = new URL('../main.js', import.meta.url);

/** Starts the estate, then the client-facing servers, and prints their URLs. `bffScript` returns their main modules. */
export async function startAll(
  launcher: Launcher,
  { portOffset, separate }: StartArguments,
  bffScript: (name: string) => URL,
): Promise<void> {
  const bffs = Object.entries(BFF_PORTS).map(([name, port]) => ({ name, port: port + portOffset }));
  const admin = Object.entries(ADMIN_PORTS).map(([name, port]) => ({
    name: `${name} status`,
    port: port + portOffset,
  }));
  const services = SERVICE_NAMES.map((name) => ({ name, port: SERVICES[name].port + portOffset }));
  const control = { name: 'control', port: CONTROL_PORT + portOffset };
  const environment = settingsFor(portOffset);

  const all = [...bffs, ...admin, ...services, control];
  await assertPortsFree(Object.fromEntries(all.map(({ name, port }) => [name, port])));
  if (portOffset !== 0) await warnOfBlockedPorts(all);
  const estate: Program = {
    name: 'estate',
    script: ESTATE_MAIN,
    arguments: ['--port-offset', String(portOffset), ...(separate ? ['--separate'] : [])],
    environment,
    readyUrl: `http://127.0.0.1:${control.port}/services`,
  };
  await launcher.start([estate]);
  await launcher.start(
    bffs.map(({ name, port }) => ({
      name,
      script: bffScript(name),
      arguments: [],
      environment,
      readyUrl: `http://127.0.0.1:${port}/readyz`,
    })),
  );
  printTable([
    ['NAME', 'URL', 'STATE'],
    ...bffs.map(({ name, port }) => [name, `http://127.0.0.1:${port}`, 'ready']),
    ...services.map(({ name, port }) => [name, serviceUrl(name, port), 'running']),
    [control.name, `http://127.0.0.1:${control.port}`, 'running'],
  ]);
}

async function warnOfBlockedPorts(ports: readonly { name: string; port: number }[]): Promise<void> {
  // Loads the whole engine, which the usual ports do not need.
  const { isBlockedPort } = await import('../../shared/index.ts');
  for (const { name, port } of ports) {
    if (isBlockedPort(port))
      process.stderr.write(
        `warning: --port-offset makes ${port} the port of ${name}; browsers and fetch do not connect to it\n`,
      );
  }
}
