import type { Settings } from './settings-schema.ts';

type View = Settings['view'];
type Slots = View['images']['slots'];
type Sizes = View['default'];

/** A class of devices with its own sizes; `slots` are complete. */
export interface ProfileSizes {
  readonly name: string;
  readonly caps: number;
  readonly imageQuality: number | undefined;
  readonly slots: Slots;
}

export interface ViewSizes {
  /** The default profile first, then the others in the order of the settings. */
  readonly profiles: readonly [ProfileSizes, ...ProfileSizes[]];
  readonly images: Omit<View['images'], 'signing'> & {
    readonly signing: View['images']['signing'] | undefined;
  };
}

/** Returns the sizes of each profile: its own, completed with those of `images.slots`. */
export function viewOptions({ default: defaultSizes, profiles, images }: View): ViewSizes {
  const sizes = (name: string, { caps, imageQuality, slots }: Sizes): ProfileSizes => ({
    name,
    caps,
    imageQuality,
    slots: refineSlots(images.slots, slots),
  });
  return {
    profiles: [
      sizes('default', defaultSizes),
      ...Object.entries(profiles).map(([name, profile]) => sizes(name, profile)),
    ],
    images: { ...images, signing: images.signing },
  };
}

function refineSlots(all: Slots, own: Sizes['slots']): Slots {
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, { width, height, format, quality }]) => {
      const base = all[name];
      if (base === undefined) return [];
      const refined = {
        width: width ?? base.width,
        height: height ?? base.height,
        format: format ?? base.format,
        quality: quality ?? base.quality,
      };
      return [[name, refined]];
    }),
  );
}
