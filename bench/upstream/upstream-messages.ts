import type { RecorderCounts } from './recorder.ts';

/** From the upstream process to the one that started it. */
export type UpstreamMessage =
  | {
      readonly kind: 'ready';
      /** By upstream name; a subgraph's ends in `/graphql`. */
      readonly urls: Readonly<Record<string, string>>;
    }
  | ({ readonly kind: 'counts' } & RecorderCounts);

/** The other way round: asks for the counts since it last asked. */
export interface UpstreamQuestion {
  readonly kind: 'read-counts';
}
