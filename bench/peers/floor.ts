/**
 * The floor: close to the lower bound for a gateway on Node. It knows the operation beforehand: it makes the necessary
 * upstream calls, parses each response, and writes a result that was prepared when it started. `floor.js SETUP.json`.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WorkloadName, workloads } from '../workloads/workloads.ts';
import { createFloorCalls } from './floor-calls.ts';

export interface FloorSetup {
  readonly workload: WorkloadName;
  readonly upstreamUrls: Readonly<Record<string, string>>;
  readonly result: unknown;
  readonly port: number;
}

const setup: FloorSetup = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const workload = workloads[setup.workload]();
const calls = createFloorCalls(workload.kind === 'graph' ? workload.floorWaves : [], setup.upstreamUrls);

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _chunk of request);
  await calls.make();
  const body = Buffer.from(JSON.stringify(setup.result));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}

const server = createServer((request, response) => {
  respond(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(502).end();
  });
}).listen(setup.port, '127.0.0.1');

process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  calls.close().then(() => process.exit(0));
});
