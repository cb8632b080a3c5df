import type { Engine, EngineOptions } from '../../../shared/core/engine.ts';
import { createReferenceEngine } from '../../../shared/execute/reference-engine.ts';

export interface EngineUnderTest {
  readonly name: string;
  create(options: EngineOptions): Engine | Promise<Engine>;
  /**
   * Whether it tells in `errors` of values that do not fit the schema. One that does not is still judged by its data.
   */
  readonly reportsInvalidValues: boolean;
  /** Whether fields always come in the order in which they were asked. */
  readonly keepsFieldOrder: boolean;
}

export const enginesUnderTest: readonly EngineUnderTest[] = [
  {
    name: 'reference',
    create: createReferenceEngine,
    reportsInvalidValues: false,
    keepsFieldOrder: false,
  },
];
