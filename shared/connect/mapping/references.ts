import type { Expression, Fields, Mapping, Path } from './syntax.ts';

/** One use of a variable: `$args.input.name` is `$args` with the keys `input` and `name`. */
export interface Reference {
  readonly variable: string;
  readonly keys: readonly string[];
  readonly offset: number;
}

/** What the current value is known to be: a place in a variable, or undefined for anything else. */
type Place = Omit<Reference, 'offset'> | undefined;

/** Every use of a variable other than `$` and `@`, with the keys that follow it up to a method. */
export function references(mapping: Mapping | Expression): Reference[] {
  const found: Reference[] = [];
  visitExpression(mapping, undefined, found);
  return found;
}

function visitExpression(expression: Mapping | Expression, dollar: Place, found: Reference[]): void {
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

function visitFields(fields: Fields, dollar: Place, found: Reference[]): void {
  for (const entry of fields.entries) {
    if (entry.kind === 'group') visitFields(entry.fields, dollar, found);
    else visitPath(entry.path, dollar, found);
  }
}

function visitPath(path: Path, dollar: Place, found: Reference[]): void {
  let place = startOf(path, dollar);
  if (path.start.kind === 'expression') visitExpression(path.start.expression, dollar, found);
  for (const step of path.steps) {
    if (step.kind === 'key' && place !== undefined) place = { ...place, keys: [...place.keys, step.key] };
    if (step.kind !== 'method') continue;
    if (place !== undefined) found.push({ ...place, offset: path.offset });
    place = undefined;
    for (const arg of step.args ?? []) visitExpression(arg, dollar, found);
  }
  if (path.selection !== undefined) visitFields(path.selection, place, found);
  else if (place !== undefined) found.push({ ...place, offset: path.offset });
}

function startOf({ start }: Path, dollar: Place): Place {
  if (start.kind === 'key') return dollar && { ...dollar, keys: [...dollar.keys, start.key] };
  if (start.kind !== 'variable') return undefined;
  return start.name === '$' ? dollar : { variable: start.name, keys: [] };
}
