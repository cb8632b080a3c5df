import { MappingError } from '../mapping/mapping-error.ts';

/** A literal part of a template, or the text of a mapping in braces. */
export interface TemplatePart {
  readonly kind: 'text' | 'expression';
  readonly text: string;
  /** The offset of `text` in the template. */
  readonly offset: number;
}

/** Splits `/a/{$args.b}?c={$args.d}`; braces inside an expression must be balanced. Throws a `MappingError`. */
export function splitTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let offset = 0;
  while (offset < template.length) {
    const open = template.indexOf('{', offset);
    const textEnd = open === -1 ? template.length : open;
    if (textEnd > offset) parts.push({ kind: 'text', text: template.slice(offset, textEnd), offset });
    if (open === -1) break;
    const close = closingBrace(template, open);
    parts.push({ kind: 'expression', text: template.slice(open + 1, close), offset: open + 1 });
    offset = close + 1;
  }
  return parts;
}

function closingBrace(template: string, open: number): number {
  let depth = 0;
  for (let index = open; index < template.length; index++) {
    const character = template.charAt(index);
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) return index;
  }
  throw new MappingError(open, 'this { is not closed');
}
