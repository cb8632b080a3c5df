import type { Variables } from '../mapping/evaluate.ts';
import { MappingError } from '../mapping/mapping-error.ts';
import type { Reference } from '../mapping/references.ts';
import type { CompiledText } from './compile-text.ts';
import { compileText } from './compile-text.ts';
import { splitTemplate, type TemplatePart } from './string-template.ts';
import { checkSegment, isDotSegment, urlText } from './url-values.ts';

export interface UrlTemplate {
  readonly path: CompiledText;
  /** The query without the `?`. */
  readonly query: CompiledText;
  readonly references: readonly Reference[];
}

/** Compiles `/a/{$args.b}?c={$args.d}`. Throws a `MappingError`. */
export function compileUrlTemplate(template: string): UrlTemplate {
  const parts = splitTemplate(template).map(withoutLayout);
  const hash = parts.find(({ kind, text }) => kind === 'text' && text.includes('#'));
  if (hash !== undefined) throw new MappingError(hash.offset, 'a URL must not have a fragment (#)');
  const [path, query] = splitAtQuestionMark(parts);
  if (path.length > 0 && !path[0]?.text.startsWith('/')) {
    throw new MappingError(0, 'a path must be empty or start with /');
  }
  const compiledPath = compilePath(path);
  const compiledQuery = compileText(query, urlText, encodeLiteral);
  const references = [...compiledPath.references, ...compiledQuery.references];
  return { path: compiledPath, query: compiledQuery, references };
}

/** Removes line ends and tabs, which only format the template. */
function withoutLayout(part: TemplatePart): TemplatePart {
  return part.kind === 'text' ? { ...part, text: part.text.replace(/[\t\n\f\r]/g, '') } : part;
}

function splitAtQuestionMark(parts: readonly TemplatePart[]): [TemplatePart[], TemplatePart[]] {
  const at = parts.findIndex(({ kind, text }) => kind === 'text' && text.includes('?'));
  const part = parts[at];
  if (part === undefined) return [parts.filter(isFull), []];
  const mark = part.text.indexOf('?');
  const before = { ...part, text: part.text.slice(0, mark) };
  const after = { ...part, text: part.text.slice(mark + 1) };
  return [[...parts.slice(0, at), before].filter(isFull), [after, ...parts.slice(at + 1)].filter(isFull)];
}

const isFull = ({ text }: TemplatePart): boolean => text !== '';

/** Compiles a path segment by segment, so that no value can add, remove or leave a segment. */
function compilePath(parts: readonly TemplatePart[]): CompiledText {
  const segments: TemplatePart[][] = [[]];
  for (const part of parts) {
    const texts = part.kind === 'text' ? part.text.split('/') : [part.text];
    for (const [index, text] of texts.entries()) {
      if (index > 0) segments.push([]);
      if (text !== '') segments.at(-1)?.push({ ...part, text });
    }
  }
  const compiled = segments.map(compileSegment);
  return {
    write: (variables) => compiled.map(({ write }) => write(variables)).join('/'),
    references: compiled.flatMap(({ references }) => references),
  };
}

function compileSegment(parts: readonly TemplatePart[]): CompiledText {
  const { write, references } = compileText(parts, urlText, encodeLiteral);
  if (parts.some(({ kind }) => kind === 'expression')) {
    return { write: (variables: Variables) => checkSegment(write(variables)), references };
  }
  if (isDotSegment(write({})))
    throw new MappingError(parts[0]?.offset ?? 0, 'a path must not have . or .. segments');
  return { write, references };
}

/** Encodes the characters that a URL must not contain. The author may use reserved characters and escapes. */
function encodeLiteral(text: string): string {
  return text.replace(/[^\w\-.~:/?[\]@!$&'()*+,;=%]/gu, encodeURIComponent);
}
