import type { Dataset } from '../data/dataset.ts';
import { SERVICES, type ServiceName, serviceUrl } from '../harbour.ts';
import { createFaultyServer } from '../server/faulty-server.ts';
import { type HostedService, ServiceStateError } from './hosted-service.ts';

/** A service in this process. `port` 0 selects any free one. */
export async function createServiceHere(
  name: ServiceName,
  port: number,
  dataset: Dataset,
): Promise<HostedService> {
  const { kind, build } = SERVICES[name];
  const server = await createFaultyServer(port, await build(dataset));
  return {
    name,
    kind,
    port: server.port,
    url: serviceUrl(name, server.port),
    status: async () => ({
      state: 'running',
      pid: process.pid,
      requests: server.log.count(),
      fault: server.fault(),
    }),
    setFault: (fault) => server.setFault(fault),
    requests: async () => server.log.list(),
    clearRequests: async () => server.log.clear(),
    restart: async () => {
      throw new ServiceStateError(`${name} is running in the estate's own process; it cannot be restarted`);
    },
    close: () => server.close(),
  };
}
