import type { WorkloadName } from '../workloads/workloads.ts';

/** A row of every table. To add a peer, add an entry to `peers`. */
export interface Peer {
  readonly name: string;
  readonly about: string;
  /** Whether a run without `--only` measures it over 200,000 requests, which takes minutes. */
  readonly measuresMemory: boolean;
  /** The start command of its process; undefined if it cannot serve the setup. */
  program(setup: PeerSetup): PeerProgram | undefined;
}

export interface PeerSetup {
  readonly workload: WorkloadName;
  /** The port on which it must listen, on 127.0.0.1. */
  readonly port: number;
  /** For files of its own; removed when the run ends. */
  readonly directory: string;
  /** By upstream name. */
  readonly upstreamUrls: Readonly<Record<string, string>>;
  /** The input to serve: a supergraph, or the settings file of a client. */
  readonly graph:
    | { readonly supergraphFile: string; readonly expected: unknown }
    | { readonly settingsFile: string };
}

/** A Node program. */
export interface PeerProgram {
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
}
