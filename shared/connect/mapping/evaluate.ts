import type { Value } from './value.ts';

/** The values of `$args`, `$this` and the like, by name with the `$`. */
export type Variables = Readonly<Record<string, Value>>;

/**
 * A compiled piece of a mapping. `at` is the current value (`@`), `dollar` what the enclosing selection received (`$`).
 * A step of a path gets the value before it as `at`, which is never undefined.
 */
export type Evaluate = (at: Value, dollar: Value, variables: Variables) => Value;
