import type { ValueOperation } from '../view.ts';
import type { ValueFunction } from './value-function.ts';

/**
 * Maps enum values to their published names. A value without one becomes the fallback, or `undefined` if there is none: its
 * name in the graph may be the published name of another value.
 */
export function compileEnum({
  names,
  fallback,
}: Extract<ValueOperation, { readonly op: 'enum' }>): ValueFunction {
  return (value) => (typeof value === 'string' ? (names.get(value) ?? fallback) : value);
}
