import type { ValueOperation } from '../view.ts';
import type { ValueFunction } from './value-function.ts';

/**
 * Published names of enum values. A value that has none is the fallback, and `undefined` where there is none: what the graph
 * calls it may be the published name of another.
 */
export function compileEnum({
  names,
  fallback,
}: Extract<ValueOperation, { readonly op: 'enum' }>): ValueFunction {
  return (value) => (typeof value === 'string' ? (names.get(value) ?? fallback) : value);
}
