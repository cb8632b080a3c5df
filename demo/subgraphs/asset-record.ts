/** A video of the media subgraph; its renditions are derived from the id. */
export interface AssetRecord {
  readonly __typename: 'Asset';
  readonly id: string;
}
