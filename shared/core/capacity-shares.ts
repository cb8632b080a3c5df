/** Divides the capacity of upstreams among the processes that call them. */
export interface CapacityShares {
  join(member: CapacityMember): CapacityShare;
  close(): Promise<void>;
}

/** The share of one process of one upstream's capacity. */
export interface CapacityShare {
  /** The number of calls that this process may currently have in flight. At least 1. */
  readonly allowance: number;
  /** Releases the share to the other processes. */
  leave(): void;
}

/** A process that calls an upstream. */
export interface CapacityMember {
  readonly upstream: string;
  /** The number of calls in flight that the upstream can handle from all processes. */
  readonly capacity: number;
  /** The weight of the process's client in relation to other clients. */
  readonly weight: number;
  /** The peak of concurrent calls since the last call of this function, including calls for which there was no capacity. */
  takePeakDemand(): number;
}
