import type { RecorderCounts } from './recorder.ts';

/** From the upstream process to its parent. */
export type UpstreamMessage =
  | {
      readonly kind: 'ready';
      /** By upstream name; a subgraph's ends in `/graphql`. */
      readonly urls: Readonly<Record<string, string>>;
    }
  | ({ readonly kind: 'counts' } & RecorderCounts);

/** From the parent: requests the counts since its last request. */
export interface UpstreamQuery {
  readonly kind: 'read-counts';
}
