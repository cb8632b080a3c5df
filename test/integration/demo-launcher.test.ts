import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { BFF_PORTS } from '../../demo/launcher/settings.ts';
import { HOST } from '../../demo/server/faulty-server.ts';
import { arePortsFree, freePortOffset } from '../support/free-port-offset.ts';
import { type StartedProcess, startProcess } from '../support/started-process.ts';

const LAUNCHER = new URL('../support/launcher-main.js', import.meta.url);
const ESTATE = new URL('../../demo/main.js', import.meta.url);

/** A client-facing server that is ready at once and prints its settings. */
const STAND_IN = `
import { createServer } from 'node:http';
const port = process.env[NAME.toUpperCase() + '_PORT'];
createServer((request, response) => {
  if (request.url === '/readyz') return response.end('ok');
  response.end(JSON.stringify({ pid: process.pid, catalog: process.env.CATALOG_URL, identity: process.env.IDP_URL }));
}).listen(port, '${HOST}');
`;

let directory: string;
let portOffset: number;
let started: StartedProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'launcher-'));
  portOffset = await freePortOffset();
  for (const name of Object.keys(BFF_PORTS)) await standIn(name, STAND_IN);
});

afterEach(async () => {
  started?.child.kill('SIGKILL');
  await started?.exit();
  await rm(directory, { recursive: true });
});

async function standIn(name: string, source: string): Promise<void> {
  await writeFile(join(directory, `${name}.mjs`), `const NAME = '${name}';\n${source}`);
}

function launch(...args: string[]): StartedProcess {
  const standIns = pathToFileURL(join(directory, '/')).href;
  const environment = { STAND_INS: standIns, NOTICE_EVERY_MS: '50' };
  started = startProcess(LAUNCHER, ['--port-offset', String(portOffset), ...args], environment);
  return started;
}

async function untilPortsAreFree(): Promise<void> {
  while (!(await arePortsFree(portOffset))) await new Promise((done) => setTimeout(done, 20));
}

async function settingsOf(name: keyof typeof BFF_PORTS): Promise<string> {
  return (await fetch(`http://${HOST}:${BFF_PORTS[name] + portOffset}/`)).text();
}

describe('the launcher', () => {
  it('the launcher starts all programs, prints their URLs, survives the death of one, and ends on SIGTERM', async () => {
    const launcher = launch();
    await launcher.until(/control +http.*running/);
    for (const [name, port] of Object.entries(BFF_PORTS)) {
      assert.match(launcher.output(), new RegExp(`${name} +http://127.0.0.1:${port + portOffset} +ready`));
    }
    const settings = await settingsOf('tv');
    assert.ok(settings.includes(`"catalog":"http://127.0.0.1:${4101 + portOffset}/graphql"`), settings);
    assert.ok(settings.includes(`"identity":"http://127.0.0.1:${4120 + portOffset}"`), settings);
    process.kill(Number(/"pid":(\d+)/.exec(await settingsOf('web'))?.[1]), 'SIGKILL');
    await launcher.until(/web has ended with SIGKILL/);
    assert.ok((await settingsOf('partner')).includes('catalog'));

    launcher.child.kill('SIGTERM');
    assert.equal(await launcher.exit(), 0);
    assert.ok(await arePortsFree(portOffset));
  });

  it('SIGINT ends a program that ignores SIGTERM', async () => {
    await standIn('mobile', `${STAND_IN}\nprocess.on('SIGTERM', () => undefined);`);
    const launcher = launch();
    await launcher.until(/control +http.*running/);
    launcher.child.kill('SIGINT');
    assert.equal(await launcher.exit(), 0);
    assert.ok(await arePortsFree(portOffset));
  });

  it('no program survives when the launcher is killed', async () => {
    const launcher = launch('--separate');
    await launcher.until(/control +http.*running/);
    launcher.child.kill('SIGKILL');
    await launcher.exit();
    await untilPortsAreFree();
  });

  it('the launcher prints the output of a program that ends during startup, and stops everything', async () => {
    await standIn(
      'tv',
      `console.log('reported on stdout'); console.error('reported on stderr'); process.exitCode = 3;`,
    );
    const launcher = launch();
    assert.equal(await launcher.exit(), 1);
    assert.match(launcher.output(), /^tv ended with code 3$/m);
    assert.match(launcher.output(), /^\[tv\] reported on stdout$/m);
    assert.match(launcher.output(), /^\[tv\] reported on stderr$/m);
    assert.ok(await arePortsFree(portOffset));
  });

  it('the launcher prints the reason of a refused reload, and no other log line', async () => {
    const refused = { reason: 'view.graphql:3:5: no type Bok', msg: 'reload refused' };
    await standIn('web', `console.log('{"msg":"request"}\\n' + '${JSON.stringify(refused)}');\n${STAND_IN}`);
    const launcher = launch();
    await launcher.until(/control +http.*running/);
    await launcher.until(/^\[web\] reload refused: view.graphql:3:5: no type Bok$/m);
    assert.doesNotMatch(launcher.output(), /"msg"/);
  });

  it('the launcher waits for a program that is slow to become ready, and names it', async () => {
    const slow = STAND_IN.replace(
      'if (',
      'if (!existsSync(GATE)) return response.writeHead(503).end();\n  if (',
    );
    const gate = join(directory, 'gate');
    await standIn(
      'tv',
      `import { existsSync } from 'node:fs';\nconst GATE = ${JSON.stringify(gate)};\n${slow}`,
    );
    const launcher = launch();
    await launcher.until(/^waiting for .*tv \(responds with 503\).*Ctrl-C/m);
    assert.doesNotMatch(launcher.output(), /control +http.*running/);
    await writeFile(gate, '');
    await launcher.until(/control +http.*running/);
  });

  it('the launcher reports a port in use before it starts anything', async () => {
    const port = BFF_PORTS.partner + portOffset;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, HOST, resolve));
    const launcher = launch();
    assert.equal(await launcher.exit(), 1);
    assert.match(launcher.output(), new RegExp(`^port ${port} \\(partner\\) is taken`));
    await new Promise((resolve) => squatter.close(resolve));
    assert.ok(await arePortsFree(portOffset));
  });
});

describe('the estate as a program', () => {
  it('the estate prints its services and ends on SIGTERM', async () => {
    started = startProcess(ESTATE, ['--port-offset', String(portOffset)]);
    await started.until(/control +http.*running/);
    assert.match(started.output(), /^carrier +http:\/\/127.0.0.1:\d+ +running$/m);
    started.child.kill('SIGTERM');
    assert.equal(await started.exit(), 0);
    assert.ok(await arePortsFree(portOffset));
  });

  it('the estate refuses unknown arguments', async () => {
    for (const [args, message] of [
      [['--port-offset', '-1'], /port-offset/],
      [['--port-offset', '70000'], /--port-offset must be a whole number from 0 to 61405; found "70000"/],
      [['--apart'], /--apart/],
    ] as const) {
      started = startProcess(ESTATE, args);
      assert.equal(await started.exit(), 1);
      assert.match(started.output(), message);
      assert.doesNotMatch(started.output(), /^ +at /m);
    }
  });
});
