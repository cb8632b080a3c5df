/** One value of a result. Equal values are one part, however often they occur. */
export type Part = ScalarPart | ListPart | ObjectPart;

interface AnyPart {
  readonly id: number;
  /** How many places in other parts it has. */
  uses: number;
}

export interface ScalarPart extends AnyPart {
  readonly kind: 'scalar';
  /** As JSON. */
  readonly text: string;
}

export interface ListPart extends AnyPart {
  readonly kind: 'list';
  readonly items: readonly Part[];
}

export interface ObjectPart extends AnyPart {
  readonly kind: 'object';
  readonly keys: KeyList;
  /** In the order of the keys. */
  readonly values: readonly Part[];
}

/** The keys of objects, in their order. Equal ones are one. */
export interface KeyList {
  readonly id: number;
  readonly names: readonly string[];
  /** All objects with these keys, each once, in the order of their ends in the text. */
  readonly objects: ObjectPart[];
}

export interface Parts {
  readonly root: Part;
  /** Each once; what is in a part comes before it. */
  readonly all: readonly Part[];
  readonly keyLists: Iterable<KeyList>;
}
