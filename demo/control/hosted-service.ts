import type { ServiceKind, ServiceName } from '../harbour.ts';
import type { Fault } from '../server/fault.ts';
import type { LoggedRequest } from '../server/request-log.ts';

export interface ServiceStatus {
  /** `exited`: its process is gone, and with it its log and its fault. */
  readonly state: 'running' | 'exited';
  /** The process that serves, so that it can be killed from outside. */
  readonly pid: number | null;
  /** Requests since the start or since the log was cleared. */
  readonly requests: number;
  readonly fault: Fault | null;
}

/** One service of the estate with its control, wherever it runs. */
export interface HostedService {
  readonly name: ServiceName;
  readonly kind: ServiceKind;
  readonly port: number;
  readonly url: string;
  status(): Promise<ServiceStatus>;
  /** Null heals. */
  setFault(fault: Fault | null): Promise<void>;
  /** The last 200, oldest first. */
  requests(): Promise<readonly LoggedRequest[]>;
  clearRequests(): Promise<void>;
  /** Starts an exited process again on its port. Rejects with `ServiceStateError` when there is nothing to start. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The service is not in the state that the command needs. */
export class ServiceStateError extends Error {
  override readonly name = 'ServiceStateError';
}
