/**
 * The process of a scripted upstream: `upstream-main.js <port>`. Sends its ports over IPC, takes commands on the
 * control port.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { createScriptedServer } from './create-scripted-server.ts';
import { UpstreamResponses } from './upstream-responses.ts';
import { UpstreamScript } from './upstream-script.ts';

const upstream = await createScriptedServer(Number(process.argv[2] ?? 0));

const commands: Readonly<Record<string, (request: IncomingMessage) => unknown>> = {
  'PUT /responses': async (request) => upstream.setResponses(UpstreamResponses.parse(await json(request))),
  'PUT /script': async (request) => upstream.setScript(UpstreamScript.parse(await json(request))),
  'GET /counts': () => upstream.counts(),
  'DELETE /counts': () => upstream.clear(),
  'GET /requests': () => upstream.requests(),
};

const control = createServer(async (request, response) => {
  const command = commands[`${request.method} ${request.url}`];
  try {
    if (command === undefined) throw new RangeError(`no command ${request.method} ${request.url}`);
    response.end(JSON.stringify((await command(request)) ?? null));
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
});
control.keepAliveTimeout = 120_000;
control.listen(0, '127.0.0.1');
await once(control, 'listening');
const address = control.address();

// A killed parent cannot end its children; it may even have gone while this process was loading.
if (process.connected) process.once('disconnect', () => process.exit());
else process.exit();
process.send?.({
  port: upstream.port,
  controlPort: typeof address === 'object' && address !== null ? address.port : 0,
});
