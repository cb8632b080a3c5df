/** What is taken for granted where neither the view nor the operation says how much there may be. */
export interface Assumptions {
  /** Items of a list. */
  readonly list: number;
  /** Bytes of a text as it is written in JSON, without quotes. */
  readonly text: number;
  /** The same of an `ID`. */
  readonly id: number;
  /** Bytes of one grapheme, for texts that `@truncate` cuts. */
  readonly grapheme: number;
  /** Items of a list, by published `Type.field`. */
  readonly lists: Readonly<Record<string, number>>;
  /** Bytes of a text, by published `Type.field`. */
  readonly texts: Readonly<Record<string, number>>;
  /** Bytes of a value as it is written, by name of the scalar. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** Something that nothing bounds, and what was assumed instead. */
export interface Unbounded {
  /** `Type.field`, as published. */
  readonly coordinate: string;
  readonly what: 'list' | 'text' | 'scalar' | 'introspection';
  readonly assumed: number;
}

/** Counts what is not bounded, each place once. */
export interface UnboundedLog {
  /** Gives what is assumed. */
  assume(coordinate: string, what: Unbounded['what'], assumed: number): number;
  all(): readonly Unbounded[];
}

export function createUnboundedLog(): UnboundedLog {
  const found = new Map<string, Unbounded>();
  return {
    assume(coordinate, what, assumed) {
      found.set(`${what} ${coordinate}`, { coordinate, what, assumed });
      return assumed;
    },
    all: () => [...found.values()],
  };
}

/** What a person wrote under this name; an object's inherited names are nobody's. */
export function declared(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
