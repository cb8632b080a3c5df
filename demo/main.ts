/** The estate alone: `npm run demo -- [--separate] [--port-offset N]`. */
import { parseStartArguments } from './arguments.ts';
import { createEstate, type Estate } from './estate.ts';
import { EstateError } from './estate-error.ts';
import { printTable } from './print-table.ts';

async function start(): Promise<void> {
  const estate = await createEstate(parseStartArguments(process.argv.slice(2)));
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!closing) estate.close().catch(fail);
      closing = true;
    });
  }
  await printServices(estate);
}

async function printServices({ services, controlUrl }: Estate): Promise<void> {
  const rows = [...services.values()].map(async ({ name, url, status }) => [
    name,
    url,
    (await status()).state,
  ]);
  printTable([['SERVICE', 'URL', 'STATE'], ...(await Promise.all(rows)), ['control', controlUrl, 'running']]);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof EstateError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

start().catch(fail);
