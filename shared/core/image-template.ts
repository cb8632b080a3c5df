import { nearest } from './runtime/nearest.ts';

const placeholders = ['url', 'width', 'height', 'format', 'quality'];

/** Splits a template: the names of placeholders are at odd indexes. */
export const placeholder = /\{([^{}]*)\}/;

/** The problems of a template, each as the end of a sentence. */
export function checkImageTemplate(template: string): string[] {
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
