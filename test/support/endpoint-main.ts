import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A subgraph in a process of its own that can be killed: responds to every operation with `{ x }`, its second argument.
const [port = '0', x = '0'] = process.argv.slice(2);
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json').end(`{"data":{"x":${Number(x)}}}`);
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  const { port: bound } = server.address() as AddressInfo;
  process.stdout.write(`listening on ${bound}\n`);
});
