const capacity = 200;
const minimumCount = 20;

/** The last durations of an upstream's good responses. Quantiles lag behind: sorting costs more than a call. */
export class Durations {
  readonly #ring = new Float64Array(capacity);
  #count = 0;
  #sorted: Float64Array | undefined;
  #sinceSorted = 0;

  add(durationMs: number): void {
    this.#ring[this.#count % capacity] = durationMs;
    this.#count += 1;
    this.#sinceSorted += 1;
  }

  /** Returns ms; undefined until there are enough durations. */
  quantile(share: number): number | undefined {
    if (this.#count < minimumCount) return undefined;
    if (this.#sorted === undefined || this.#sinceSorted >= minimumCount) {
      this.#sorted = this.#ring.slice(0, Math.min(this.#count, capacity)).sort();
      this.#sinceSorted = 0;
    }
    return this.#sorted[Math.ceil(share * this.#sorted.length) - 1];
  }
}
