import { SERVICE_NAMES, SERVICES, type ServiceName } from '../../demo/harbour.ts';

/** The ten services of the estate that the graph consists of: all but the identity provider. */
export const upstreamNames: readonly ServiceName[] = SERVICE_NAMES.filter(
  (name) => SERVICES[name].kind !== 'identity',
);
