import type { Value } from './value.ts';

/** The values of variables such as `$args` and `$this`, by name including the `$`. */
export type Variables = Readonly<Record<string, Value>>;

/**
 * A compiled part of a mapping. `at` is the current value (`@`), `dollar` the input of the enclosing selection (`$`).
 * A step of a path receives the value before it as `at`, which is never undefined.
 */
export type Evaluate = (at: Value, dollar: Value, variables: Variables) => Value;
