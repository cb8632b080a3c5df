import type { ImageSlot, ViewOptions } from '../view-options.ts';

/** A slot as each profile has it, by the profile's index. A name that no slot has is a mistake of the caller. */
export function imageSlots(name: string, { profiles, images }: ViewOptions): readonly ImageSlot[] {
  return profiles.map(({ slots, imageQuality }) => {
    const slot = ownSlot(slots, name) ?? ownSlot(images.slots, name);
    if (slot === undefined) throw new RangeError(`there is no slot ${name}`);
    return { ...slot, quality: imageQuality ?? slot.quality };
  });
}

function ownSlot(slots: Readonly<Record<string, ImageSlot>>, name: string): ImageSlot | undefined {
  return Object.hasOwn(slots, name) ? slots[name] : undefined;
}
