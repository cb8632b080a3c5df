import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileLocaleChoice } from '../../../shared/variant/compile-locale-choice.ts';

const english = ['en-US', 'en-GB', 'de-DE', 'fr'] as const;
const chinese = ['en-US', 'zh-Hans', 'zh-Hant', 'pt-BR', 'pt-PT', 'sr-Latn'] as const;

describe('compileLocaleChoice', () => {
  const rows: [readonly [string, ...string[]], string | undefined, string][] = [
    [english, undefined, 'en-US'],
    [english, '', 'en-US'],
    [english, 'de-DE', 'de-DE'],
    [english, 'DE-de', 'de-DE'],
    [english, 'de', 'de-DE'],
    [english, 'de-AT', 'de-DE'],
    [english, 'fr-CA', 'fr'],
    [english, 'fr-CA-x-private', 'fr'],
    [english, 'en', 'en-US'],
    [english, 'en-GB', 'en-GB'],
    [english, 'en-AU', 'en-US'],
    [english, 'en-Latn-GB', 'en-GB'],
    [english, 'ja', 'en-US'],
    [english, 'ja, fr;q=0.5', 'fr'],
    [english, 'fr;q=0.5, de;q=0.9', 'de-DE'],
    [english, 'fr;q=0.5,de;q=0.5', 'fr'],
    [english, 'fr ; q=0.1 , de ;q=0.2', 'de-DE'],
    [english, 'de;q=2, fr', 'fr'],
    [english, 'de;level=1, fr', 'fr'],
    [english, 'de;q=0', 'en-US'],
    [english, '*', 'en-US'],
    [english, 'ja, *;q=0.5', 'en-US'],
    [english, 'en;q=0, *', 'de-DE'],
    [english, 'en-US;q=0, en', 'en-GB'],
    [english, 'en;q=0, en-GB;q=0.3', 'en-GB'],
    [english, 'en;q=0, de;q=0, fr;q=0, *', 'en-US'],
    [english, '*;q=0, de-AT', 'de-DE'],
    [english, 'not_a_tag, de', 'de-DE'],
    [english, 'abcdefghi, de', 'de-DE'],
    [english, 'a-b-c, de', 'de-DE'],
    [english, ',,;q=1,;,de', 'de-DE'],
    [chinese, 'zh-TW', 'zh-Hant'],
    [chinese, 'zh-CN', 'zh-Hans'],
    [chinese, 'zh', 'zh-Hans'],
    [chinese, 'pt', 'pt-BR'],
    [chinese, 'pt-AO', 'pt-BR'],
    [chinese, 'sr', 'en-US'],
    [chinese, 'sr-Latn-RS', 'sr-Latn'],
  ];
  for (const [locales, header, expected] of rows) {
    it(`selects ${expected} for "${header}" from ${locales.join(', ')}`, () => {
      assert.equal(compileLocaleChoice(locales)(header), expected);
    });
  }

  it('selects the only locale for every header', () => {
    assert.equal(compileLocaleChoice(['de-DE'])('fr, en;q=0.5, de;q=0'), 'de-DE');
  });

  it('returns the locale with its extensions', () => {
    assert.equal(compileLocaleChoice(['en-US', 'ar-EG-u-nu-latn'])('ar-EG'), 'ar-EG-u-nu-latn');
  });

  it('reads the complete ranges in the first 512 characters of a long header', () => {
    const choose = compileLocaleChoice(english);
    const filler = 'ja,'.repeat(170);
    assert.equal(filler.length, 510);
    assert.equal(choose(`${filler}de`), 'de-DE');
    assert.equal(choose(`${filler},de`), 'en-US');
    assert.equal(choose(`${filler}de-DE`), 'en-US');
    assert.equal(choose('d'.repeat(16_000)), 'en-US');
  });

  it('selects a supported locale, and the same one each time, for any header', () => {
    const choose = compileLocaleChoice(chinese);
    const tag = fc.constantFrom(
      'en',
      'zh',
      'zh-TW',
      'zh-Hant',
      'pt-PT',
      'sr',
      '*',
      'x',
      'i-klingon',
      'de-1996',
    );
    const weight = fc.constantFrom('', ';q=0', ';q=0.5', ';q=1', ';q=1.000', ';q=x', ';q');
    const range = fc.tuple(tag, weight).map((parts) => parts.join(''));
    const header = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(range, fc.string()), { maxLength: 20 }).map((ranges) => ranges.join(',')),
    );
    fc.assert(
      fc.property(header, (given) => {
        const locale = choose(given);
        assert.ok(chinese.some((known) => known === locale));
        assert.equal(choose(given), locale);
        assert.equal(compileLocaleChoice(chinese)(given), locale);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not select a locale with q=0 if another one is accepted', () => {
    const tags = fc.shuffledSubarray([...chinese], { minLength: 2 });
    fc.assert(
      fc.property(tags, fc.integer({ min: 1, max: 5 }), (order, count) => {
        const refused = order.slice(0, Math.min(count, order.length - 1));
        const accepted = order.slice(refused.length);
        const header = [...refused.map((one) => `${one};q=0`), ...accepted].join(',');
        assert.equal(compileLocaleChoice(chinese)(header), accepted[0]);
      }),
    );
  });
});
