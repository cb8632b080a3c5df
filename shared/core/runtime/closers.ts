/** Collects started resources, to close them in reverse order. */
export interface Closers {
  add(close: () => Promise<void> | void): void;
  /** Closes all of them, even if one fails; then throws the first failure. */
  close(): Promise<void>;
}

export function createClosers(): Closers {
  const pending: (() => Promise<void> | void)[] = [];
  return {
    add(close) {
      pending.push(close);
    },
    async close() {
      const failures: unknown[] = [];
      for (let close = pending.pop(); close !== undefined; close = pending.pop()) {
        try {
          await close();
        } catch (failure) {
          failures.push(failure);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
