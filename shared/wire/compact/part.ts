/** One value of a result. Equal values are one part, however often they occur. */
export type Part = ScalarPart | ListPart | ObjectPart;

interface AnyPart {
  readonly id: number;
  /** The number of occurrences in other parts. */
  uses: number;
}

export interface ScalarPart extends AnyPart {
  readonly kind: 'scalar';
  /** The JSON text. */
  readonly text: string;
}

export interface ListPart extends AnyPart {
  readonly kind: 'list';
  readonly items: readonly Part[];
}

export interface ObjectPart extends AnyPart {
  readonly kind: 'object';
  readonly keys: KeyList;
  /** The values in the order of the keys. */
  readonly values: readonly Part[];
}

/** The keys of objects, in their order. Equal lists of keys are one. */
export interface KeyList {
  readonly id: number;
  readonly names: readonly string[];
  /** All distinct objects with these keys, in the order in which they end in the text. */
  readonly objects: ObjectPart[];
}

export interface Parts {
  readonly root: Part;
  /** All distinct parts; the children of a part come before it. */
  readonly all: readonly Part[];
  readonly keyLists: Iterable<KeyList>;
}
