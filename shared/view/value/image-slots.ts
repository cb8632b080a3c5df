import type { ImageSlot, ViewOptions } from '../view-options.ts';

/** The slot of each profile, by the profile's index. An unknown name is an error of the caller. */
export function imageSlots(name: string, { profiles, images }: ViewOptions): readonly ImageSlot[] {
  return profiles.map(({ slots, imageQuality }) => {
    const slot = ownSlot(slots, name) ?? ownSlot(images.slots, name);
    if (slot === undefined) throw new RangeError(`unknown image slot ${name}`);
    return { ...slot, quality: imageQuality ?? slot.quality };
  });
}

function ownSlot(slots: Readonly<Record<string, ImageSlot>>, name: string): ImageSlot | undefined {
  return Object.hasOwn(slots, name) ? slots[name] : undefined;
}
