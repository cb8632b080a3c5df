import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf } from './compiled-view.ts';

/** A view file and all its problems: `line:column: message`. */
export type Refusal = readonly [text: string, ...problems: readonly string[]];

/** Asserts that each view file is refused with exactly these problems. */
export function refuseEach(subject: string, refusals: readonly Refusal[]): void {
  describe(`a view file is refused for ${subject}`, () => {
    for (const [text, ...problems] of refusals) {
      it(text.replaceAll('\n', ' '), () => assert.deepEqual(problemsOf(text), problems));
    }
  });
}
