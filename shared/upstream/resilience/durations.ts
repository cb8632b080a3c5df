const capacity = 200;
const enough = 20;

/** The last durations of an upstream's good answers. Quantiles are those of a moment ago: sorting costs more than a call. */
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

  /** In ms; undefined while too little is known. */
  quantile(share: number): number | undefined {
    if (this.#count < enough) return undefined;
    if (this.#sorted === undefined || this.#sinceSorted >= enough) {
      this.#sorted = this.#ring.slice(0, Math.min(this.#count, capacity)).sort();
      this.#sinceSorted = 0;
    }
    return this.#sorted[Math.ceil(share * this.#sorted.length) - 1];
  }
}
