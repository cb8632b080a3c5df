/** The assumed sizes of lists and values that neither the view nor the operation bounds. */
export interface Assumptions {
  /** Items of a list. */
  readonly list: number;
  /** Bytes of a string in JSON, without quotes. */
  readonly text: number;
  /** The same for an `ID`. */
  readonly id: number;
  /** Bytes of one grapheme, for strings that `@truncate` cuts. */
  readonly grapheme: number;
  /** Items of a list, by published `Type.field`. */
  readonly lists: Readonly<Record<string, number>>;
  /** Bytes of a string, by published `Type.field`. */
  readonly texts: Readonly<Record<string, number>>;
  /** Bytes of a written value, by name of the scalar. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** An unbounded list or value, and the assumed size. */
export interface Unbounded {
  /** The published `Type.field`. */
  readonly coordinate: string;
  readonly what: 'list' | 'text' | 'scalar' | 'introspection';
  readonly assumed: number;
}

/** Collects unbounded lists and values, each coordinate once. */
export interface UnboundedLog {
  /** Records the assumption, and returns it. */
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

/** The configured value of this name; inherited properties of the object are ignored. */
export function configuredSize(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
