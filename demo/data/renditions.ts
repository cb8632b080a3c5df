export interface Rendition {
  readonly url: string;
  readonly codec: 'H264' | 'HEVC' | 'AV1';
  readonly width: number;
  readonly height: number;
  readonly bitrateKbps: number;
}

const LADDER: readonly (readonly [height: number, kbps: readonly number[]])[] = [
  [144, [110]],
  [240, [250]],
  [360, [450, 730]],
  [480, [900, 1400]],
  [720, [2100, 3200]],
  [1080, [4300, 6000]],
  [1440, [9000]],
  [2160, [13_000, 18_000]],
];

/** Bit rate as a share of the H264 bit rate with the same quality. */
const CODECS = [
  ['H264', 1],
  ['HEVC', 0.62],
  ['AV1', 0.48],
] as const;

/** Every rendition of the encoder, small ones first: 39 of them. */
export function buildRenditions(assetId: string): Rendition[] {
  return LADDER.flatMap(([height, rates]) =>
    CODECS.flatMap(([codec, share]) =>
      rates.map((kbps) => {
        const bitrateKbps = Math.round(kbps * share);
        return {
          url: `https://video.harbour.example/${assetId}/${codec.toLowerCase()}-${height}-${bitrateKbps}.m3u8`,
          codec,
          width: Math.round((height * 16) / 9),
          height,
          bitrateKbps,
        };
      }),
    ),
  );
}
