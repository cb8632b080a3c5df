/** The process of one service: `child-main.js <name> <port> <seed>`, started by `createServiceInChild`. */
import { buildDataset } from '../data/dataset.ts';
import { isServiceName } from '../harbour.ts';
import { Command, type Reply } from './child-messages.ts';
import type { HostedService } from './hosted-service.ts';
import { createServiceHere } from './service-here.ts';

const [name = '', port = '', seed = ''] = process.argv.slice(2);

function reply(message: Reply): void {
  process.send?.(message);
}

async function obey(service: HostedService, { call, fault }: Command): Promise<unknown> {
  switch (call) {
    case 'status':
      return service.status();
    case 'setFault':
      return service.setFault(fault);
    case 'requests':
      return service.requests();
    case 'clearRequests':
      return service.clearRequests();
  }
}

async function start(): Promise<void> {
  if (!isServiceName(name)) throw new TypeError(`no service has the name "${name}"`);
  const service = await createServiceHere(name, Number(port), buildDataset(Number(seed)));
  process.on('message', (message) => {
    const command = Command.parse(message);
    obey(service, command).then(
      (value) => reply({ id: command.id, value: value ?? null }),
      (error: unknown) => reply({ id: command.id, error: String(error) }),
    );
  });
  reply({ listening: service.port });
}

// A killed parent cannot end its children; it may even have gone while this process was loading.
if (process.connected) process.once('disconnect', () => process.exit());
else process.exit();
// Ctrl-C reaches the whole process group; the parent decides what to do.
process.on('SIGINT', () => undefined);

start().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  reply({ failed: error instanceof Error ? error.message : String(error), code });
});
