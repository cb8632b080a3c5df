import { buildControlApi } from './control/control-api.ts';
import type { HostedService } from './control/hosted-service.ts';
import { createServiceHere } from './control/service-here.ts';
import { createServiceInChild } from './control/service-in-child.ts';
import { buildDataset, DEFAULT_SEED } from './data/dataset.ts';
import { explainListenFailure } from './estate-error.ts';
import { CONTROL_PORT, SERVICE_NAMES, SERVICES, type ServiceName, upstreamSettings } from './harbour.ts';
import { createFaultyServer, HOST } from './server/faulty-server.ts';

export interface EstateOptions {
  /** `ephemeral`: any free ports. By default every service has its port from the table in demo/README.md. */
  readonly ports?: 'ephemeral';
  /** Added to every port of the table. */
  readonly portOffset?: number;
  /** Other seeds produce other products, users and orders. */
  readonly seed?: number;
  /** Runs each service in a process of its own, so that one can be killed. */
  readonly separate?: boolean;
}

export interface Estate {
  readonly services: ReadonlyMap<string, HostedService>;
  service(name: ServiceName): HostedService;
  readonly controlUrl: string;
  /** `CATALOG_URL` .. `CARRIER_URL`, `IDP_URL`: the environment of a server in front of this estate. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts everything, or nothing: rejects with `EstateError` if a port is taken. */
export async function createEstate(options: EstateOptions = {}): Promise<Estate> {
  const { ports, portOffset = 0, seed = DEFAULT_SEED, separate = false } = options;
  const portOf = (port: number): number => (ports === 'ephemeral' ? 0 : port + portOffset);
  const dataset = buildDataset(seed);

  async function createService(name: ServiceName): Promise<HostedService> {
    const port = portOf(SERVICES[name].port);
    const starting = separate
      ? createServiceInChild(name, port, seed)
      : createServiceHere(name, port, dataset);
    return starting.catch((error: unknown) => {
      throw explainListenFailure(error, name, port);
    });
  }

  const started = await Promise.allSettled(SERVICE_NAMES.map(createService));
  const services = new Map<string, HostedService>();
  for (const result of started) {
    if (result.status === 'fulfilled') services.set(result.value.name, result.value);
  }
  const closeServices = async (): Promise<void> => {
    await Promise.all([...services.values()].map((service) => service.close()));
  };

  try {
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    const controlPort = portOf(CONTROL_PORT);
    const control = await createFaultyServer(controlPort, buildControlApi(services)).catch(
      (error: unknown) => {
        throw explainListenFailure(error, 'control', controlPort);
      },
    );
    return {
      services,
      service: (name) => get(services, name),
      settings: upstreamSettings((name) => get(services, name).url),
      controlUrl: `http://${HOST}:${control.port}`,
      async close() {
        await control.close();
        await closeServices();
      },
    };
  } catch (error) {
    await closeServices();
    throw error;
  }
}

function get(services: ReadonlyMap<string, HostedService>, name: ServiceName): HostedService {
  const service = services.get(name);
  if (service === undefined) throw new RangeError(`the estate has no service "${name}"`);
  return service;
}
