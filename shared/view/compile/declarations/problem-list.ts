import { type Problem, type SourceLocation, StartError } from '../../../core/start-error.ts';

/** Collects all problems of the view files, to report them at once. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #files: readonly string[];

  /** `files`: in the order in which their problems are reported. */
  constructor(files: readonly string[]) {
    this.#files = files;
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  report(location: SourceLocation, message: string): void {
    this.#problems.push({ ...location, message });
  }

  throwIfAny(): void {
    if (this.isEmpty) return;
    throw new StartError(this.#problems.sort((one, other) => this.#compare(one, other)));
  }

  /** Problems of settings have no file yet; they come last, in the order in which they were found. */
  #compare(one: Problem, other: Problem): number {
    return (
      this.#rank(one) - this.#rank(other) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0)
    );
  }

  #rank({ file }: Problem): number {
    const index = file === undefined ? -1 : this.#files.indexOf(file);
    return index === -1 ? this.#files.length : index;
  }
}
