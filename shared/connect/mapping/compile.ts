import type { Evaluate, Variables } from './evaluate.ts';
import { compileMethod } from './methods/compile-method.ts';
import type { Entry, Expression, Fields, Mapping, Path, PathStart, Step } from './syntax.ts';
import { emptyObject, isArray, isObject, type JsonObject, lookUp, type Value } from './value.ts';

/** Compiles a mapping to a function from data to value, which is undefined if the mapping has no result. */
export function compile(mapping: Mapping): (data: Value, variables: Variables) => Value {
  const evaluate = mapping.kind === 'path' ? compilePath(mapping) : compileFields(mapping);
  return (data, variables) => evaluate(data, data, variables);
}

function compileFields({ entries }: Fields): Evaluate {
  const writers = entries.map(compileEntry);
  const select = (data: Value, variables: Variables): Value => {
    if (isArray(data)) return data.map((element) => select(element, variables) ?? null);
    const output = emptyObject();
    for (const write of writers) {
      if (!write(output, data, variables)) return null;
    }
    // A scalar without any selected value is returned unmodified.
    return isObject(data) || Object.keys(output).length > 0 ? output : data;
  };
  return (at, _dollar, variables) => select(at, variables);
}

/** Writes an entry to `output`. Returns false if a merged null makes the whole object null. */
type Write = (output: JsonObject, data: Value, variables: Variables) => boolean;

function compileEntry(entry: Entry): Write {
  if (entry.kind === 'merged') {
    const evaluate = compilePath(entry.path);
    return (output, data, variables) => {
      const value = evaluate(data, data, variables);
      if (isObject(value)) {
        for (const [key, more] of Object.entries(value)) output[key] = merge(output[key], more);
      }
      return value !== null;
    };
  }
  const name = entry.output;
  const evaluate = entry.kind === 'group' ? compileFields(entry.fields) : compilePath(entry.path);
  return (output, data, variables) => {
    const value = evaluate(data, data, variables);
    if (value !== undefined) output[name] = merge(output[name], value);
    return true;
  };
}

/** Merges two objects into a new one, since the selected object may be part of the upstream response. */
function merge(before: Value, more: Value): Value {
  if (!isObject(before) || !isObject(more)) return more;
  const output = Object.assign(emptyObject(), before);
  for (const [key, value] of Object.entries(more)) output[key] = merge(output[key], value);
  return output;
}

function compilePath({ start, steps, selection }: Path): Evaluate {
  const begin = compileStart(start);
  const end = selection === undefined ? undefined : compileFields(selection);
  const advances = steps.map(compileStep);
  if (end !== undefined) advances.push(end);
  if (advances.length === 0) return begin;
  return (at, dollar, variables) => {
    let value = begin(at, dollar, variables);
    for (const advance of advances) {
      if (value === undefined) return undefined;
      value = advance(value, dollar, variables);
    }
    return value;
  };
}

function compileStart(start: PathStart): Evaluate {
  switch (start.kind) {
    case 'key': {
      const { key } = start;
      return (_at, dollar) => lookUp(dollar, key);
    }
    case 'variable': {
      const { name } = start;
      return name === '$' ? (_at, dollar) => dollar : (_at, _dollar, variables) => variables[name];
    }
    case 'at':
      return (at) => at;
    case 'expression':
      return compileExpression(start.expression);
  }
}

function compileStep(step: Step): Evaluate {
  switch (step.kind) {
    case 'key': {
      const { key } = step;
      return (value) => lookUp(value, key);
    }
    case 'optional':
      return (value) => (value === null ? undefined : value);
    case 'method':
      return compileMethod(step, compileExpression);
  }
}

function compileExpression(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'path':
      return compilePath(expression);
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'array': {
      const items = expression.items.map(compileExpression);
      return (at, dollar, variables) => items.map((item) => item(at, dollar, variables) ?? null);
    }
    case 'object':
      return compileObject(expression.properties);
    case 'fallback': {
      const operands = expression.operands.map(compileExpression);
      const isEnough = expression.operator === '??' ? isPresent : isDefined;
      return (at, dollar, variables) => {
        let value: Value;
        for (const operand of operands) {
          value = operand(at, dollar, variables);
          if (isEnough(value)) return value;
        }
        return value;
      };
    }
  }
}

const isPresent = (value: Value): boolean => value !== undefined && value !== null;
const isDefined = (value: Value): boolean => value !== undefined;

function compileObject(properties: readonly (readonly [string, Expression])[]): Evaluate {
  const compiled = properties.map(([key, value]) => [key, compileExpression(value)] as const);
  return (at, dollar, variables) => {
    const output = emptyObject();
    for (const [key, evaluate] of compiled) {
      const value = evaluate(at, dollar, variables);
      if (value !== undefined) output[key] = value;
    }
    return output;
  };
}
