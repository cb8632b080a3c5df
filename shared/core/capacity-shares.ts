/** Divides the capacity of upstreams among the processes that call them. */
export interface CapacityShares {
  join(member: CapacityMember): CapacityShare;
  close(): Promise<void>;
}

/** What one process has of one upstream. */
export interface CapacityShare {
  /** So many calls may be in flight from here at this moment. At least 1. */
  readonly allowance: number;
  /** What this one had is for the others. */
  leave(): void;
}

/** A process that calls an upstream. */
export interface CapacityMember {
  readonly upstream: string;
  /** Calls in flight that the upstream can bear from all processes together. */
  readonly capacity: number;
  /** Of the client that the process serves, in relation to other clients. */
  readonly weight: number;
  /** How many calls would have been in flight at once since this was asked last, had there been room for all. */
  takeDemand(): number;
}
