import { nearest } from '../../core/nearest.ts';
import type { ImageSlot } from '../view-options.ts';

const placeholders = ['url', 'width', 'height', 'format', 'quality'];

const placeholder = /\{([^{}]*)\}/;
const maxLength = 2048;

/** What is wrong with a template, each as a sentence's end. */
export function checkImageTemplate(template: string): string[] {
  if (template.length > maxLength) {
    return [`found ${template.length} characters; allowed are ${maxLength}`];
  }
  const parts = template.split(placeholder);
  const names = parts.filter((_, index) => index % 2 === 1);
  const urls = names.filter((name) => name === 'url').length;
  const text = parts.filter((_, index) => index % 2 === 0).join('');
  return [
    ...names.filter((name) => !placeholders.includes(name)).map(refusePlaceholder),
    ...(urls === 1 ? [] : [`found {url} ${urls} times; expected is once`]),
    ...(/[{}]/.test(text) ? ['found a brace that is not closed or not opened'] : []),
    ...(/[\s#]/.test(text) ? ['found white space or #; a template is a URL without a fragment'] : []),
  ];
}

function refusePlaceholder(found: string): string {
  const allowed = placeholders.map(show).join(', ');
  return `found ${show(found)}; allowed are ${allowed}${nearest(found, placeholders, show)}`;
}

const show = (name: string): string => `{${name}}`;

/** What stands before and after the image's URL in a slot. */
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
  const at = filled.findIndex(({ isUrl }) => isUrl);
  const join = (parts: typeof filled): string => parts.map(({ text }) => text).join('');
  return { before: join(filled.slice(0, at)), after: join(filled.slice(at + 1)) };
}
