import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileStrip, stripHtml } from '../../../../shared/view/value/strip.ts';
import { english } from './presentation.ts';

describe('the text of HTML', () => {
  for (const [html, expected] of [
    ['<p>One <b>bold</b> word</p>', 'One bold word'],
    ['<p>One</p>\n\n<p>Two</p>', 'One\nTwo'],
    ['One<br>Two<br/><br />Three', 'One\nTwo\nThree'],
    ['<ul>\n <li>One</li>\n <li>Two</li>\n</ul>', 'One\nTwo'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['line one\n   line two <i>three</i>', 'line one line two three'],
    ['a<script>if (a < b) alert("</p>")</script>b', 'ab'],
    ['<style>p { color: red }</style>text', 'text'],
    ['<script/>hidden</script>shown', 'shown'],
    ['<SCRIPT>x</ScRiPt >shown', 'shown'],
    ['<title>Name</title>shown', 'shown'],
    ['shown<script>never closed', 'shown'],
    ['a<!-- <p>not</p> -->b', 'ab'],
    ['<a title="x > y" href=\'z\'>link</a>', 'link'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['a <b', 'a'],
    ['Fish &amp; chips &eacute; &#233; &#xE9; &hellip;', 'Fish & chips é é é …'],
    ['&CounterClockwiseContourIntegral;&NotEqualTilde;', '∳≂̸'],
    ['&lt;b&gt;', '<b>'],
    ['&amp;lt;', '&lt;'],
    ['&unknown; &', '&unknown; &'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
    ['a&nbsp;&nbsp;b', 'a b'],
  ] as const) {
    it(`of ${html} is ${JSON.stringify(expected)}`, () => assert.equal(stripHtml(html), expected));
  }

  it('retains its line breaks if it has no tags', () => {
    assert.equal(stripHtml(' One\r\n\n Two  three '), 'One\nTwo three');
    assert.equal(stripHtml('Fish &amp;\nchips'), 'Fish &\nchips');
  });

  it('is extracted from strings only', () => {
    const strip = compileStrip();
    for (const value of [null, 1, undefined]) assert.equal(strip(value, english), value);
  });

  const tag = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<br/>',
    '<a href="x>y">',
    '</a>',
    '<!-- c -->',
    '<td>',
    '<x-y z>',
  );
  const word = fc.constantFrom('one', 'zwei', '三', ' ', '\n', 'é');

  it('contains no tags, and all words', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, word)), (parts) => {
        const text = stripHtml(parts.join(''));
        assert.doesNotMatch(text, /[<>]/);
        const words = parts.filter((part) => !part.startsWith('<')).join('');
        assert.equal(text.replace(/\s/g, ''), words.replace(/\s/g, ''));
        assert.equal(stripHtml(text), text);
      }),
    );
  });

  it('is never longer than the HTML', () => {
    // Except entities of two characters, all entities are longer than the characters they encode.
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '!',
      '-',
      '"',
      '&',
      '#',
      'x',
      ';',
      'amp',
      'script',
      'p',
      ' ',
      '[CDATA[',
      '?',
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 80 }), (html) => {
        const text = stripHtml(html);
        assert.ok(text.length <= html.length);
        assert.equal(text, text.trim());
      }),
      { numRuns: 2000 },
    );
  });
});
