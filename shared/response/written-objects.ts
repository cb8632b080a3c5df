/** Marks an object that has no text. */
export const withoutText = -1;

/** The positions in the text of objects that may occur again. */
export class WrittenObjects {
  // Parallel arrays, in the order of writing.
  readonly #objects: object[] = [];
  readonly #writers: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #indexes: Map<object, number>[] = [];

  /** Finds the text of an object by the number of its writer: an index for `start` and `end`, or `withoutText`. */
  find(writer: number, object: object): number | undefined {
    return this.#indexes[writer]?.get(object);
  }

  start(index: number): number {
    return this.#starts[index] ?? 0;
  }

  end(index: number): number {
    return this.#ends[index] ?? 0;
  }

  add(writer: number, object: object, start: number, end: number): void {
    this.#indexes[writer] ??= new Map();
    this.#indexes[writer].set(object, this.#objects.length);
    this.#objects.push(object);
    this.#writers.push(writer);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  addWithoutText(writer: number, object: object): void {
    this.#indexes[writer] ??= new Map();
    this.#indexes[writer].set(object, withoutText);
  }

  /** Removes the objects whose text is removed from this position on. */
  forgetFrom(position: number): void {
    while ((this.#ends.at(-1) ?? 0) > position) {
      const [object, writer] = [this.#objects.pop(), this.#writers.pop()];
      if (object !== undefined && writer !== undefined) this.#indexes[writer]?.delete(object);
      this.#starts.pop();
      this.#ends.pop();
    }
  }
}
