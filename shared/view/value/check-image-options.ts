import { nearest } from '../../core/nearest.ts';
import type { ImageSlot, ViewOptions } from '../view-options.ts';
import { checkImageTemplate } from './image-template.ts';

export interface ImageProblem {
  /** From the options: e.g. `['images', 'slots', 'CARD', 'width']`. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const maxSlots = 64;
const maxPixels = 8192;
const maxQuality = 100;
const minKeyBytes = 16;

/** Everything about images that could only fail later, or that would make URLs that nobody means. */
export function checkImageOptions({ images, profiles }: ViewOptions): ImageProblem[] {
  const { slots, template, signing } = images;
  const known = Object.keys(slots);
  return [
    ...checkImageTemplate(template).map((message) => ({ path: ['images', 'template'], message })),
    ...checkSlots(slots, ['images', 'slots']),
    ...(signing === undefined ? [] : checkSigning(signing, ['images', 'signing'])),
    ...profiles.flatMap((profile, index) => [
      ...checkSlots(profile.slots, ['profiles', index, 'slots']),
      ...Object.keys(profile.slots)
        .filter((name) => !known.includes(name))
        .map((name) => ({
          path: ['profiles', index, 'slots', name],
          message: `found the slot ${name}, which images.slots does not have${nearest(name, known)}`,
        })),
      ...checkWhole(profile.imageQuality ?? 1, maxQuality, ['profiles', index, 'imageQuality']),
    ]),
  ];
}

function checkSlots(
  slots: Readonly<Record<string, ImageSlot>>,
  path: readonly PropertyKey[],
): ImageProblem[] {
  const entries = Object.entries(slots);
  if (entries.length > maxSlots) {
    return [{ path, message: `found ${entries.length} slots; allowed are ${maxSlots}` }];
  }
  return entries.flatMap(([name, { width, height, format, quality }]) => [
    ...(/^[A-Za-z_]\w*$/.test(name)
      ? []
      : [{ path: [...path, name], message: `found "${name}"; a slot has a name as GraphQL has them` }]),
    ...checkWhole(width, maxPixels, [...path, name, 'width']),
    ...checkWhole(height, maxPixels, [...path, name, 'height']),
    ...checkWhole(quality, maxQuality, [...path, name, 'quality']),
    ...(/^[\w+.-]{1,32}$/.test(format)
      ? []
      : [
          {
            path: [...path, name, 'format'],
            message: `found "${format}"; allowed are 1 to 32 letters, digits, +, . and -`,
          },
        ]),
  ]);
}

function checkWhole(found: number, max: number, path: readonly PropertyKey[]): ImageProblem[] {
  if (Number.isInteger(found) && found >= 1 && found <= max) return [];
  return [{ path, message: `found ${found}; allowed are whole numbers from 1 to ${max}` }];
}

function checkSigning(
  { key, parameter }: { readonly key: string; readonly parameter: string },
  path: readonly PropertyKey[],
): ImageProblem[] {
  const keyBytes = Buffer.byteLength(key);
  return [
    ...(keyBytes >= minKeyBytes
      ? []
      : [{ path: [...path, 'key'], message: `found ${keyBytes} bytes; allowed are ${minKeyBytes} or more` }]),
    ...(/^[\w.-]{1,64}$/.test(parameter)
      ? []
      : [
          {
            path: [...path, 'parameter'],
            message: `found "${parameter}"; allowed are 1 to 64 letters, digits, _, . and -`,
          },
        ]),
  ];
}
