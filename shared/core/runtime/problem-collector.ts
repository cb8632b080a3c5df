import { type Problem, StartError } from '../start-error.ts';

/** Runs steps that may each find problems, to report all of them at once. */
export interface ProblemCollector {
  /** Returns the result of `run`, or undefined if it threw a `StartError`; other errors are thrown. */
  attempt<Result>(run: () => Result): Result | undefined;
  attemptAsync<Result>(run: () => Promise<Result>): Promise<Result | undefined>;
  add(problems: readonly Problem[]): void;
  problems(): readonly Problem[];
  /** Throws a `StartError` with all problems, if there are any. */
  throwIfAny(): void;
}

export function createProblemCollector(): ProblemCollector {
  const found: Problem[] = [];
  const collect = (error: unknown): undefined => {
    if (!(error instanceof StartError)) throw error;
    found.push(...error.problems);
  };
  return {
    attempt(run) {
      try {
        return run();
      } catch (error) {
        return collect(error);
      }
    },
    async attemptAsync(run) {
      try {
        return await run();
      } catch (error) {
        return collect(error);
      }
    },
    add: (problems) => void found.push(...problems),
    problems: () => found,
    throwIfAny() {
      if (found.length > 0) throw new StartError(found);
    },
  };
}
