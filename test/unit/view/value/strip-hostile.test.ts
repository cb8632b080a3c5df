import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripHtml } from '../../../../shared/view/value/strip.ts';

const hostile = [
  '<a ',
  '<a>',
  '</b>',
  '<!--',
  '<![CDATA[',
  '<script>',
  '<script></s',
  '<a b="',
  '&',
  '&amp',
  '&#x1',
  '<',
  '</',
  '\n ',
  '<p>&lt;',
];

/** The number of characters that the tokenizer reads. */
function stepsFor(html: string): number {
  let steps = 0;
  const { charCodeAt } = String.prototype;
  String.prototype.charCodeAt = function (index) {
    steps += 1;
    return charCodeAt.call(this, index);
  };
  try {
    stripHtml(html);
  } finally {
    String.prototype.charCodeAt = charCodeAt;
  }
  return steps;
}

describe('hostile HTML', () => {
  for (const piece of hostile) {
    it(`of many ${JSON.stringify(piece)} takes steps linear in its length`, () => {
      const steps = [1000, 2000, 4000].map((count) => stepsFor(piece.repeat(count)));
      const [one = 0, two = 0, four = 0] = steps;
      assert.ok(two <= 2 * one + 200 && four <= 2 * two + 200, String(steps));
    });
  }

  it('is measured in steps', () => {
    assert.ok(stepsFor('<p>text</p>') >= 8);
  });
});
