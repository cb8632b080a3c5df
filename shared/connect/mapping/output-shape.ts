import type { Expression, Fields, Mapping, Path } from './syntax.ts';

/** The statically known output of a mapping: an object with these fields or a list of such objects, or any value. */
export type OutputShape = ObjectShape | 'unknown';

export interface ObjectShape {
  readonly fields: ReadonlyMap<string, FieldShape>;
}

export interface FieldShape {
  readonly shape: OutputShape;
  readonly offset: number;
}

export function outputShape(mapping: Mapping): OutputShape {
  return mapping.kind === 'path' ? shapeOfPath(mapping) : shapeOfFields(mapping);
}

function shapeOfFields({ entries }: Fields): ObjectShape {
  const fields = new Map<string, FieldShape>();
  for (const entry of entries) {
    if (entry.kind === 'merged') {
      const shape = shapeOfPath(entry.path);
      if (shape !== 'unknown') for (const [name, field] of shape.fields) fields.set(name, field);
    } else {
      const shape = entry.kind === 'group' ? shapeOfFields(entry.fields) : shapeOfPath(entry.path);
      fields.set(entry.output, { shape, offset: entry.offset });
    }
  }
  return { fields };
}

function shapeOfPath({ start, steps, selection, offset }: Path): OutputShape {
  if (selection !== undefined) return shapeOfFields(selection);
  const isPlain = start.kind === 'expression' && steps.length === 0;
  return isPlain ? shapeOfExpression(start.expression, offset) : 'unknown';
}

function shapeOfExpression(expression: Expression, offset: number): OutputShape {
  if (expression.kind === 'path') return shapeOfPath(expression);
  if (expression.kind !== 'object') return 'unknown';
  const fields = expression.properties.map(
    ([key, value]) => [key, { shape: shapeOfExpression(value, offset), offset }] as const,
  );
  return { fields: new Map(fields) };
}
