import { floorPeer } from './floor-peer.ts';
import { frontagePeer } from './frontage-peer.ts';
import { hivePeer } from './hive-peer.ts';
import type { Peer } from './peer.ts';
import { stockPeer } from './stock-peer.ts';

/** Every row, in the order of the tables. Ratios are relative to the first. */
export const peers: readonly Peer[] = [
  floorPeer,
  frontagePeer({
    name: 'native',
    about: 'frontage, shares nothing between client requests',
    engine: 'native',
    measuresMemory: true,
    shares: false,
  }),
  frontagePeer({
    name: 'native-bare',
    about: 'the same without breakers, retries, limits and load shedding',
    engine: 'native',
    measuresMemory: false,
    shares: false,
    isBare: true,
  }),
  frontagePeer({
    name: 'native-sharing',
    about: 'frontage, shares equal requests and upstream calls in flight',
    engine: 'native',
    measuresMemory: false,
    shares: true,
  }),
  frontagePeer({
    name: 'reference',
    about: 'frontage, engine: reference',
    engine: 'reference',
    measuresMemory: false,
    shares: false,
  }),
  stockPeer,
  hivePeer('hive-alone', 'nothing'),
  hivePeer('hive', 'calls'),
  hivePeer('hive-sharing', 'requests'),
];
