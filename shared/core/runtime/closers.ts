/** Collects what was started, so that it can be ended in the opposite order. */
export interface Closers {
  add(close: () => Promise<void> | void): void;
  /** Ends everything, also when one of them fails; the first failure is thrown afterwards. */
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
