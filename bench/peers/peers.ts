import { floorPeer } from './floor-peer.ts';
import { frontagePeer } from './frontage-peer.ts';
import { hivePeer } from './hive-peer.ts';
import type { Peer } from './peer.ts';

/** Every row, in the order of the tables. Ratios are to the first. */
export const peers: readonly Peer[] = [
  floorPeer,
  frontagePeer('native', true),
  frontagePeer('reference', false),
  hivePeer('hive-alone', 'nothing'),
  hivePeer('hive', 'calls'),
  hivePeer('hive-sharing', 'requests'),
];
