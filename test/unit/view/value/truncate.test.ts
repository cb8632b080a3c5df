import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isSimple } from '../../../../shared/view/value/grapheme-limit.ts';
import { compileTruncate } from '../../../../shared/view/value/truncate.ts';
import { english } from './presentation.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function truncate(value: unknown, max: number, at: 'WORD' | 'GRAPHEME' = 'WORD', ellipsis = '…'): unknown {
  return compileTruncate({ op: 'truncate', max, at, ellipsis })(value, english);
}

/** Text that is hard to cut: joiners, flags, modifiers, combining marks, lone surrogates, line ends, words. */
const unit = fc.constantFrom(
  ...['a', 'é', 'e\u0301', '\u0301', '\u200d', '👩', '👩‍👩‍👧', '👍🏽', '🏽', '🇩🇪', '🇩', '\ud83d', '\udc69'],
  ...[
    'क्षि',
    '각',
    '\u1100',
    '\u11a8',
    '漢',
    'ノ',
    'ไ',
    'ำ',
    '\u0600',
    '\r',
    '\n',
    ' ',
    ' ',
    '.',
    ',',
    '-',
    '—',
    '…',
  ],
);
const text = fc.oneof(
  fc.string({ unit, maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.lorem({ maxCount: 20 }),
);
const at = fc.constantFrom('WORD' as const, 'GRAPHEME' as const);
const ellipsis = fc.constantFrom('…', '...', '', ' [more]', '👩‍👧');

describe('a text that is too long', () => {
  it('ends after a word, before the ellipsis, within the maximum', () => {
    assert.equal(truncate('The quick brown fox', 12), 'The quick…');
    assert.equal(truncate('The quick brown fox', 10), 'The quick…');
    assert.equal(truncate('The quick brown fox', 9), 'The…');
    assert.equal(truncate('The quick brown fox', 12, 'GRAPHEME'), 'The quick b…');
    assert.equal(truncate('The quick brown fox', 12, 'WORD', ' [more]'), 'The [more]');
  });

  it('is cut inside its first word if that alone is too long', () => {
    assert.equal(truncate('Donaudampfschifffahrt', 6), 'Donau…');
    assert.equal(truncate('  Donaudampfschifffahrt', 6), '  Don…');
  });

  it('ends without spaces and joining punctuation', () => {
    assert.equal(truncate('Light, strong - and cheap', 16), 'Light, strong…');
    assert.equal(truncate('Written in C++ and more', 15), 'Written in C++…');
    assert.equal(truncate('Costs $49 today', 11), 'Costs $49…');
    assert.equal(truncate('!!!!!!!!', 4), '!!!…');
  });

  it('ends between words of scripts without spaces', () => {
    assert.equal(truncate('東京の人々に人気があります', 5), '東京の…');
    assert.equal(truncate('Sony ヘッドホン人気', 9), 'Sony…');
    assert.equal(truncate('Sony 東京の人々に人気', 9), 'Sony 東京の…');
  });

  it('does not split graphemes of several code points', () => {
    assert.equal(truncate('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2, 'GRAPHEME'), '👩‍👩‍👧…');
    assert.equal(truncate('e\u0301e\u0301e\u0301', 2, 'GRAPHEME'), 'e\u0301…');
    assert.equal(truncate('🇩🇪🇫🇷🇮🇹', 2, 'GRAPHEME'), '🇩🇪…');
    // A letter with many marks is a grapheme longer than one chunk of the segmenter.
    const zalgo = `a${'\u0301'.repeat(5000)}`;
    assert.equal(truncate(zalgo.repeat(3), 2, 'GRAPHEME'), `${zalgo}…`);
  });

  it('omits the ellipsis if that alone is longer than the maximum', () => {
    assert.equal(truncate('abcdef', 2, 'GRAPHEME', '...'), 'ab');
    assert.equal(truncate('abcdef', 1, 'GRAPHEME', '…'), '…');
  });
});

describe('truncation', () => {
  it('leaves short texts and other values unmodified', () => {
    for (const value of ['', 'abc', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', null, 12, undefined]) {
      assert.equal(truncate(value, 3), value);
    }
  });

  it('returns a prefix of whole graphemes within the maximum', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), at, ellipsis, (value, max, where, end) => {
        const cut = truncate(value, max, where, end);
        assert.ok(typeof cut === 'string');
        const all = graphemes(value);
        if (all.length <= max) return assert.equal(cut, value);
        assert.ok(graphemes(cut).length <= max);
        const shown = graphemes(end).length > max ? '' : end;
        assert.ok(cut.endsWith(shown));
        const prefix = cut.slice(0, cut.length - shown.length);
        const ends = all.map((_, index) => all.slice(0, index).join(''));
        assert.ok(ends.includes(prefix), JSON.stringify({ value, prefix }));
        assert.equal(truncate(cut, max, where, end), cut);
      }),
      { numRuns: 2000 },
    );
  });

  it('at GRAPHEME retains as much as fits, except trailing joining punctuation', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '👩‍👧', 'é', 'e\u0301') }),
        fc.integer({ min: 1, max: 30 }),
        (value, max) => {
          const all = graphemes(value);
          const expected = all.length <= max ? value : `${all.slice(0, max - 1).join('')}…`;
          assert.equal(truncate(value, max, 'GRAPHEME'), expected);
        },
      ),
    );
  });

  it('at WORD cuts no word but the first', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'é', '👩‍👧', "'", '$'), minLength: 1, maxLength: 8 }),
      {
        minLength: 2,
      },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 30 }), (list, max) => {
        const value = list.join(' ');
        const cut = truncate(value, max);
        assert.ok(typeof cut === 'string');
        if (cut === value) return;
        const prefix = cut.slice(0, -1).split(' ');
        assert.ok(prefix.length === 1 || prefix.every((word, index) => word === list[index]), cut);
      }),
    );
  });

  it('agrees with Intl.Segmenter on simple code units', () => {
    const all = Array.from({ length: 0x1_0000 }, (_, unitCode) => String.fromCharCode(unitCode));
    const simple = all.filter((value) => isSimple(value, 0));
    assert.ok(simple.length > 30_000);
    // In pieces: the segmenter copies the text for each grapheme.
    for (let start = 0; start < simple.length; start += 50) {
      const piece = simple.slice(start, start + 51);
      assert.equal(graphemes(piece.join('')).length, piece.length);
      for (const partner of ['a', '漢', '각', 'ノ', 'é', '\u00a9', '\u203c', 'ก']) {
        assert.equal(graphemes(piece.join(partner)).length, 2 * piece.length - 1);
      }
    }
  });
});
