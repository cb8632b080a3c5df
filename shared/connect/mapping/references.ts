import type { Expression, Fields, Mapping, Path } from './syntax.ts';

/** A reference to a variable: `$args.input.name` refers to `$args` with the keys `input` and `name`. */
export interface Reference {
  readonly variable: string;
  readonly keys: readonly string[];
  readonly offset: number;
}

/** The path of the current value in a variable; undefined for any other value. */
type VariablePath = Omit<Reference, 'offset'> | undefined;

/** Returns the references to all variables except `$` and `@`, with the keys that follow each, up to a method. */
export function references(mapping: Mapping | Expression): Reference[] {
  const found: Reference[] = [];
  visitExpression(mapping, undefined, found);
  return found;
}

function visitExpression(expression: Mapping | Expression, dollar: VariablePath, found: Reference[]): void {
  switch (expression.kind) {
    case 'path':
      visitPath(expression, dollar, found);
      return;
    case 'fields':
      visitFields(expression, dollar, found);
      return;
    case 'array':
      for (const item of expression.items) visitExpression(item, dollar, found);
      return;
    case 'object':
      for (const [, value] of expression.properties) visitExpression(value, dollar, found);
      return;
    case 'fallback':
      for (const operand of expression.operands) visitExpression(operand, dollar, found);
      return;
    case 'literal':
      return;
  }
}

function visitFields(fields: Fields, dollar: VariablePath, found: Reference[]): void {
  for (const entry of fields.entries) {
    if (entry.kind === 'group') visitFields(entry.fields, dollar, found);
    else visitPath(entry.path, dollar, found);
  }
}

function visitPath(path: Path, dollar: VariablePath, found: Reference[]): void {
  let current = startOf(path, dollar);
  if (path.start.kind === 'expression') visitExpression(path.start.expression, dollar, found);
  for (const step of path.steps) {
    if (step.kind === 'key' && current !== undefined)
      current = { ...current, keys: [...current.keys, step.key] };
    if (step.kind !== 'method') continue;
    if (current !== undefined) found.push({ ...current, offset: path.offset });
    current = undefined;
    for (const arg of step.args ?? []) visitExpression(arg, dollar, found);
  }
  if (path.selection !== undefined) visitFields(path.selection, current, found);
  else if (current !== undefined) found.push({ ...current, offset: path.offset });
}

function startOf({ start }: Path, dollar: VariablePath): VariablePath {
  if (start.kind === 'key') return dollar && { ...dollar, keys: [...dollar.keys, start.key] };
  if (start.kind !== 'variable') return undefined;
  return start.name === '$' ? dollar : { variable: start.name, keys: [] };
}
