import type { WorkloadName } from '../workloads/workloads.ts';

/** A row of every table. To add a peer, add an entry to `peers`. */
export interface Peer {
  readonly name: string;
  readonly about: string;
  /** Whether a run without `--only` takes it through 200,000 requests, which takes minutes. */
  readonly measuresMemory: boolean;
  /** How a process of it is started; undefined when it cannot serve what the setup asks for. */
  program(setup: PeerSetup): PeerProgram | undefined;
}

export interface PeerSetup {
  readonly workload: WorkloadName;
  /** Where it must listen, on 127.0.0.1. */
  readonly port: number;
  /** For files of its own; removed when the run ends. */
  readonly directory: string;
  /** By upstream name. */
  readonly upstreamUrls: Readonly<Record<string, string>>;
  /** What is served: a supergraph, or the settings file of a client. */
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
  /** Where it answers GraphQL. */
  readonly url: string;
}
