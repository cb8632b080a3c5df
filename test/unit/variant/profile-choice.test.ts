import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Principal } from '../../../shared/core/request-context.ts';
import { compileProfileChoice } from '../../../shared/variant/compile-profile-choice.ts';

const nothing = { headers: {}, claims: {} };
const profiles = [
  { name: 'lowData', when: { ...nothing, headers: { 'save-data': ['on'] } } },
  { name: 'low', when: { ...nothing, headers: { 'x-device-class': ['low', 'Basic'] } } },
  { name: 'vip', when: { ...nothing, claims: { tier: ['gold', 'platinum'] } } },
  { name: 'beta', when: { headers: { 'x-beta': ['1'] }, claims: { groups: ['testers'] } } },
  { name: 'third', when: { ...nothing, claims: { level: ['3', 'true'] } } },
];
const choose = compileProfileChoice(profiles);

function principalWith(claims: Record<string, unknown>): Principal {
  return { subject: 'user-1', claims };
}

describe('compileProfileChoice', () => {
  const rows: [string, Record<string, string>, Record<string, unknown> | undefined, number, string][] = [
    ['no hint', {}, undefined, 0, 'default'],
    ['a header', { 'save-data': 'on' }, undefined, 1, 'lowData'],
    ['a header in another letter case, with whitespace', { 'save-data': '  ON ' }, undefined, 1, 'lowData'],
    ['another value', { 'save-data': 'off' }, undefined, 0, 'default'],
    ['a value that only has the same prefix', { 'save-data': 'one' }, undefined, 0, 'default'],
    ['an empty header', { 'save-data': '' }, undefined, 0, 'default'],
    ['one of several values', { 'x-device-class': 'basic' }, undefined, 2, 'low'],
    ['two profiles at once', { 'x-device-class': 'low', 'save-data': 'on' }, { tier: 'gold' }, 1, 'lowData'],
    ['a claim', {}, { tier: 'platinum' }, 3, 'vip'],
    ['a claim in another letter case', {}, { tier: 'Gold' }, 0, 'default'],
    ['a claim that is a list', {}, { tier: ['silver', 'gold'] }, 3, 'vip'],
    ['a claim that is an object', {}, { tier: { gold: true } }, 0, 'default'],
    ['a claim that is null', {}, { tier: null }, 0, 'default'],
    ['a claim that is a number', {}, { level: 3 }, 5, 'third'],
    ['a claim that is true', {}, { level: true }, 5, 'third'],
    ['half of the conditions: the header', { 'x-beta': '1' }, { groups: [] }, 0, 'default'],
    ['half of the conditions: the claim', {}, { groups: ['testers'] }, 0, 'default'],
    ['all of the conditions', { 'x-beta': '1' }, { groups: ['testers'] }, 4, 'beta'],
  ];
  for (const [condition, headers, claims, index, name] of rows) {
    it(`selects ${name} for ${condition}`, () => {
      assert.deepEqual(choose(headers, claims && principalWith(claims)), { index, name });
    });
  }

  it('selects one of at most six profiles for any hints', () => {
    const found = new Map<string, number>();
    const hint = fc.oneof(fc.constantFrom('on', 'low', 'basic', '1', 'gold', 'off', ''), fc.string());
    const headers = fc.dictionary(
      fc.constantFrom('save-data', 'x-device-class', 'x-beta', 'dpr', 'ect', 'rtt', 'downlink'),
      hint,
    );
    const claims = fc.dictionary(
      fc.constantFrom('tier', 'groups', 'level'),
      fc.oneof(hint, fc.constantFrom('gold', 3, ['testers']), fc.jsonValue()),
    );
    fc.assert(
      fc.property(headers, fc.option(claims, { nil: undefined }), (given, principal) => {
        const { index, name } = choose(given, principal && principalWith(principal));
        assert.equal(name, index === 0 ? 'default' : profiles[index - 1]?.name);
        found.set(name, index);
      }),
      { numRuns: 10_000 },
    );
    assert.equal(found.size, 6, [...found.keys()].join());
  });
});
