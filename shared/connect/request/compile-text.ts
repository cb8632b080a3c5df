import { compileMapping } from '../compiled-mapping.ts';
import type { Variables } from '../mapping/evaluate.ts';
import type { Reference } from '../mapping/references.ts';
import type { Value } from '../mapping/value.ts';
import type { TemplatePart } from './string-template.ts';

export interface CompiledText {
  /** Throws a `FrontageError` `BAD_USER_INPUT` for a value that the text cannot contain. */
  readonly write: (variables: Variables) => string;
  readonly references: readonly Reference[];
}

/** Joins literal parts, each converted once by `literal`, and values, converted by `show`. */
export function compileText(
  parts: readonly TemplatePart[],
  show: (value: Value) => string,
  literal: (text: string) => string,
): CompiledText {
  const references: Reference[] = [];
  const writers = parts.map((part): CompiledText['write'] => {
    if (part.kind === 'text') {
      const text = literal(part.text);
      return () => text;
    }
    const mapping = compileMapping(part.text, part.offset);
    references.push(...mapping.references);
    return (variables) => show(mapping.evaluate(null, variables));
  });
  return { write: (variables) => writers.map((write) => write(variables)).join(''), references };
}
