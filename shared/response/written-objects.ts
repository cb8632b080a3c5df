/** Stands for an object that turned out to have no text. */
export const withoutText = -1;

/** Where in the text the objects stand that may be met again. */
export class WrittenObjects {
  // Side by side, in the order of the text, which is that of writing.
  readonly #objects: object[] = [];
  readonly #writers: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #indexes: Map<object, number>[] = [];

  /** Where an object was written by the writer with this number: an index for `start` and `end`, or `withoutText`. */
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

  /** The text from here on is taken back. */
  forgetFrom(position: number): void {
    while ((this.#ends.at(-1) ?? 0) > position) {
      const [object, writer] = [this.#objects.pop(), this.#writers.pop()];
      if (object !== undefined && writer !== undefined) this.#indexes[writer]?.delete(object);
      this.#starts.pop();
      this.#ends.pop();
    }
  }
}
