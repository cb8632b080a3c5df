/** The inputs of a function besides the object and the arguments. */
export interface ComputeEnvironment {
  /** BCP 47; pass it to `Intl` and `toLocaleString`, whose default is the locale of the process. */
  readonly locale: string;
  /** Name of the device profile. */
  readonly profile: string;
  /** The time of the request; ms since 1970. */
  readonly nowMs: number;
}

/** The values that a function may return. `undefined` becomes null. */
export type ComputedValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ComputedValue[]
  | { readonly [name: string]: ComputedValue };

/**
 * A function of a client's `compute.ts`, named by `@compute(fn:)` or `@argument(fn:)`. It is pure and synchronous: the same
 * object, arguments and environment give the same value. It receives copies without prototypes: `object` has the fields that
 * `requires` selects (null for `@argument`, and without `requires`), `args` the published arguments. Upstreams may return null
 * for any nullable field. A function that does not return blocks the process.
 */
export type ComputeFunction<
  Source = unknown,
  Arguments = Readonly<Record<string, unknown>>,
  Value extends ComputedValue = ComputedValue,
> = (object: Source, args: Arguments, env: ComputeEnvironment) => Value;
