/** A video of the media subgraph; its renditions follow from the id. */
export interface AssetRecord {
  readonly __typename: 'Asset';
  readonly id: string;
}
