import { placeholder } from '../../core/image-template.ts';
import type { ImageSlot } from '../view-options.ts';

/** Fills the template of a slot: returns the parts before and after the image's URL. */
export function fillImageTemplate(template: string, slot: ImageSlot): { before: string; after: string } {
  const values: Readonly<Record<string, string>> = {
    width: String(slot.width),
    height: String(slot.height),
    format: encodeURIComponent(slot.format),
    quality: String(slot.quality),
  };
  const filled = template.split(placeholder).map((part, index) => {
    if (index % 2 === 0) return { text: part, isUrl: false };
    return { text: values[part] ?? '', isUrl: part === 'url' };
  });
  const urlIndex = filled.findIndex(({ isUrl }) => isUrl);
  const join = (parts: typeof filled): string => parts.map(({ text }) => text).join('');
  return { before: join(filled.slice(0, urlIndex)), after: join(filled.slice(urlIndex + 1)) };
}
