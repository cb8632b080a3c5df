import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { copyData } from '../../../shared/core/json/copy-data.ts';
import { hasExactNumber, parseJson, stringifyJson } from '../../../shared/core/json/exact-json.ts';
import { ExactNumber, readNumber } from '../../../shared/core/json/exact-number.ts';
import { scanJson } from '../../../shared/core/json/json-depth.ts';

const kept = [
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
  '123456789012345678901',
  '0.1234567890123456789',
  '-12345678901234567.25',
  '1e400',
  '1.5E-400',
  `1${'0'.repeat(5000)}1`,
];
const plain = [
  '0',
  '-0',
  '9007199254740992',
  '1e3',
  '1.50',
  '0.30000000000000004',
  '1e21',
  '1.7976931348623157e308',
];

describe('numbers of JSON', () => {
  it('retain all of their digits', () => {
    for (const text of kept) {
      const document = `{"a":[${text},{"b":${text}}],"text":"${text}"}`;
      assert.equal(stringifyJson(parseJson(document)), document, text);
      assert.ok(hasExactNumber(parseJson(text)), text);
    }
  });

  it('are JavaScript numbers if those represent them', () => {
    for (const text of plain) {
      assert.equal(scanJson(Buffer.from(`[${text}]`)).exactNumbers.length, 0, text);
      assert.deepEqual(parseJson(`[${text}]`), [Number(text)]);
      assert.deepEqual(readNumber(text), Number(text));
    }
  });

  it('are bigints if they are integers, and different integers differ', () => {
    const [one, two] = [parseJson('9007199254740993'), parseJson('9007199254740992')];
    assert.equal(one, 9007199254740993n);
    assert.equal(two, 9007199254740992);
    assert.ok(parseJson('1e400') instanceof ExactNumber);
  });

  it('are found outside of strings only', () => {
    for (const text of [
      '"9007199254740993"',
      '{"9007199254740993":1}',
      '"\\"9007199254740993"',
      '[1,"1e400"]',
    ])
      assert.equal(scanJson(Buffer.from(text)).exactNumbers.length, 0, text);
    for (const text of ['{"a\\\\":9007199254740993}', '[true,9007199254740993]', '9007199254740993'])
      assert.equal(scanJson(Buffer.from(text)).exactNumbers.length, 2, text);
  });

  it('do not change other values of a text', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...kept), (text, number) => {
        const value: unknown = JSON.parse(text);
        assert.deepEqual(parseJson(text), value);
        assert.equal(stringifyJson(value), JSON.stringify(value));
        const [inner, last] = parseJson(`[ ${text} , ${number} ]`) as [unknown, unknown];
        assert.deepEqual(inner, value);
        assert.equal(stringifyJson(last), number);
        assert.equal(stringifyJson([value, last]), `[${JSON.stringify(value)},${number}]`);
      }),
    );
  });

  it('make no invalid text valid', () => {
    for (const text of [
      '[01234567890123456789]',
      '{12345678901234567890:1}',
      '12345678901234567890.',
      '[1e400,]',
      '{ 1e400 :1}',
      '{"a":1,-9007199254740993:1}',
      '[--9007199254740993]',
      '[.12345678901234567890]',
      '[1.e400]',
      '[1e400e1]',
      '[1.2.34567890123456789]',
      '[00.1234567890123456789]',
      '["a"9007199254740993]',
      '[9007199254740993"a"]',
      '[1 9007199254740993]',
    ])
      assert.throws(() => parseJson(text), SyntaxError, text);
    assert.throws(() => parseJson(`${'['.repeat(600)}1e400${']'.repeat(600)}`), SyntaxError);
  });

  it('are read in texts with a byte order mark that a decoder removes, and with characters beyond ASCII', () => {
    const json = '{"a\u00e9\ud83d\ude00":[9007199254740993,"\u20ac",1e400]}';
    assert.equal(stringifyJson(parseJson(json)), json);
    assert.equal(stringifyJson(parseJson(json, Buffer.from(`\ufeff${json}`))), json);
  });

  it('of very many digits stay text and are not computed', (context) => {
    const digits = '9'.repeat(1_000_000);
    const toBigint = context.mock.method(globalThis, 'BigInt');
    const toNumber = context.mock.method(globalThis, 'Number');
    for (const text of [digits, `-${digits}`, `0.${digits}`, `${digits}e5`, `1${digits}.5`]) {
      assert.ok(parseJson(text) instanceof ExactNumber);
      assert.ok(readNumber(text) instanceof ExactNumber);
    }
    assert.equal(toBigint.mock.callCount(), 0);
    assert.equal(toNumber.mock.callCount(), 0);
    assert.equal(parseJson('9'.repeat(100)), BigInt('9'.repeat(100)));
    assert.ok(parseJson('9'.repeat(101)) instanceof ExactNumber);
  });

  it('count as one more value each', () => {
    const json = Buffer.from(`[${Array(10).fill('9007199254740993').join(',')}]`);
    assert.equal(scanJson(json, 2, 20).isTooMany, false);
    assert.equal(scanJson(json, 2, 19).isTooMany, true);
  });

  it('never go through a JavaScript number unnoticed', () => {
    assert.throws(() => JSON.stringify({ a: new ExactNumber('1e400') }), TypeError);
    assert.throws(() => JSON.stringify({ a: 1n }), TypeError);
  });

  it('are copied with the data that has them', () => {
    const data = parseJson(`{"a":[1e400,{"b":9007199254740993}],"__proto__":{"c":1}}`);
    const copy = copyData(data);
    assert.notEqual(copy, data);
    assert.equal(stringifyJson(copy), stringifyJson(data));
  });
});
