/** What a value may depend on beside the object and the arguments. */
export interface ComputeEnvironment {
  /** BCP 47; give it to `Intl` and `toLocaleString`, whose default is the process's. */
  readonly locale: string;
  /** Name of the device profile. */
  readonly profile: string;
  /** When the request came; ms since 1970. */
  readonly nowMs: number;
}

/** What a function may give. `undefined` counts as null. */
export type ComputedValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ComputedValue[]
  | { readonly [name: string]: ComputedValue };

/**
 * A function of a client's `compute.ts`, named by `@compute(fn:)` or `@argument(fn:)`. It is pure: the same object,
 * arguments and environment give the same value, at once. It is handed copies, without prototypes: `object` is what
 * `requires` selects (null for `@argument`, and where nothing is required), `args` the published arguments. Upstreams may leave any nullable field null.
 * One that does not end stops the process.
 */
export type ComputeFunction<
  Source = unknown,
  Arguments = Readonly<Record<string, unknown>>,
  Value extends ComputedValue = ComputedValue,
> = (object: Source, args: Arguments, env: ComputeEnvironment) => Value;
