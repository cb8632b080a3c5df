import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf } from './compiled-view.ts';

/** A view file, and everything that is told of it: `line:column: message`. */
export type Refusal = readonly [text: string, ...says: readonly string[]];

/** Each view file is refused with exactly these lines. */
export function refuseEach(subject: string, refusals: readonly Refusal[]): void {
  describe(`a view file is refused for ${subject}`, () => {
    for (const [text, ...says] of refusals) {
      it(text.replaceAll('\n', ' '), () => assert.deepEqual(problemsOf(text), says));
    }
  });
}
