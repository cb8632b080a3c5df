import { validate } from 'graphql';
import type { GraphEngine } from '../../core/engine.ts';
import { FrontageError } from '../../core/errors.ts';

/** How many of the most used operations were prepared. */
export interface Preparation {
  readonly prepared: number;
  /** Operations that are no longer valid or have no plan: requests for them get the error. */
  readonly skipped: number;
}

/** Prepares the operations that `before` executed most often in `next`, one after another. */
export async function prepareMostUsed(
  before: GraphEngine,
  next: GraphEngine,
  count: number,
): Promise<Preparation> {
  let prepared = 0;
  let skipped = 0;
  for (const operation of before.mostUsed(count)) {
    const isValid = validate(next.schema, operation.document).length === 0;
    if (isValid && (await isPlanned(next.prepare(operation)))) prepared += 1;
    else skipped += 1;
  }
  return { prepared, skipped };
}

async function isPlanned(preparation: Promise<void>): Promise<boolean> {
  try {
    await preparation;
    return true;
  } catch (error) {
    if (error instanceof FrontageError) return false;
    throw error;
  }
}
