/** One wrong setting, file or argument, described for the operator. */
export interface Problem {
  /** The file as the user named it, if the problem is in a file. */
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based, on that line. */
  readonly column?: number | undefined;
  /** Dotted path of the setting, e.g. `subgraphs.catalog.timeout`. */
  readonly key?: string | undefined;
  /** What was found, what is allowed, and what may have been meant. */
  readonly message: string;
  /** Absolute path of another file that the problem is about, such as one that is missing. */
  readonly names?: string | undefined;
}

/** The location of a problem. */
export type SourceLocation = Pick<Problem, 'file' | 'line' | 'column' | 'key'>;

/** A start that fails because of its input: one printed line for each problem, exit code 1, no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[] | Problem) {
    const byText = new Map(
      ('message' in problems ? [problems] : problems).map((problem) => [formatProblem(problem), problem]),
    );
    super([...byText.keys()].join('\n'));
    this.problems = [...byText.values()];
  }

  /** Returns the same problems; those of settings without a location get this settings file. */
  withFile(file: string | undefined): StartError {
    return new StartError(
      this.problems.map((problem) =>
        problem.file === undefined && problem.key !== undefined ? { ...problem, file } : problem,
      ),
    );
  }
}

function formatProblem({ file, line, column, key, message }: Problem): string {
  const location = [file, line, column].filter((part) => part !== undefined).map((part) => `${part}:`);
  const about = key === undefined ? [] : [`${key}:`];
  return [location.join(''), ...about, message].filter((part) => part !== '').join(' ');
}
