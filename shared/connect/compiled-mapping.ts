import { compile } from './mapping/compile.ts';
import type { Variables } from './mapping/evaluate.ts';
import { MappingError } from './mapping/mapping-error.ts';
import { type OutputShape, outputShape } from './mapping/output-shape.ts';
import { parse } from './mapping/parse.ts';
import { type Reference, references } from './mapping/references.ts';
import type { Value } from './mapping/value.ts';

/** A mapping that was parsed once: evaluation does not read its text again. */
export interface CompiledMapping {
  readonly evaluate: (data: Value, variables: Variables) => Value;
  readonly shape: OutputShape;
  readonly references: readonly Reference[];
}

/** Compiles a mapping. `offset` is the position of `text` in the argument. Throws a `MappingError`. */
export function compileMapping(text: string, offset = 0): CompiledMapping {
  try {
    const syntax = parse(text);
    return {
      evaluate: compile(syntax),
      shape: outputShape(syntax),
      references: references(syntax).map((found) => ({ ...found, offset: found.offset + offset })),
    };
  } catch (error) {
    if (error instanceof MappingError) throw new MappingError(error.offset + offset, error.message);
    throw error;
  }
}
