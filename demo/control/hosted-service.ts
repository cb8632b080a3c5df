import type { ServiceKind, ServiceName } from '../harbour.ts';
import type { Fault } from '../server/fault.ts';
import type { LoggedRequest } from '../server/request-log.ts';

export interface ServiceStatus {
  /** `exited`: its process has ended, and its log and its fault are lost. */
  readonly state: 'running' | 'exited';
  /** The id of the process that serves, so that it can be killed from outside. */
  readonly pid: number | null;
  /** Requests since the start or since the log was cleared. */
  readonly requests: number;
  readonly fault: Fault | null;
}

/** One service of the estate with its controls, in whichever process it runs. */
export interface HostedService {
  readonly name: ServiceName;
  readonly kind: ServiceKind;
  readonly port: number;
  readonly url: string;
  status(): Promise<ServiceStatus>;
  /** Null removes the fault. */
  setFault(fault: Fault | null): Promise<void>;
  /** The last 200, oldest first. */
  requests(): Promise<readonly LoggedRequest[]>;
  clearRequests(): Promise<void>;
  /** Starts an exited process again on its port. Rejects with `ServiceStateError` if it has not exited. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The service is not in the state that the command needs. */
export class ServiceStateError extends Error {
  override readonly name = 'ServiceStateError';
}
