import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAccept, type WireForm } from '../../../shared/wire/read-accept.ts';

const compact = 'application/vnd.frontage.compact+json';
const delta = 'application/vnd.frontage.delta+json';
const graphql = 'application/graphql-response+json';

function forms(
  accept: string | undefined,
  offered: readonly WireForm[] = ['delta', 'compact'],
): readonly WireForm[] {
  return readAccept(accept, offered)?.forms ?? [];
}

describe('readAccept', () => {
  it('returns a form only if the header names it', () => {
    for (const accept of [
      undefined,
      '',
      '*/*',
      'application/*',
      'application/json',
      graphql,
      `${graphql}, */*;q=0.1`,
    ]) {
      assert.deepEqual(forms(accept), [], accept);
    }
    for (const accept of [
      compact,
      compact.toUpperCase(),
      `${compact};v=1`,
      `${compact} ; v="1" ; q=0.5`,
      `text/html, ${compact}`,
    ]) {
      assert.deepEqual(forms(accept), ['compact'], accept);
    }
  });

  it('accepts version 1 only', () => {
    for (const accept of [
      `${compact};v=2`,
      `${compact};v=1;nulls=keep`,
      `${compact}x`,
      `${compact};v=2, ${graphql}`,
    ]) {
      assert.deepEqual(forms(accept), [], accept);
    }
    assert.deepEqual(forms(`${compact};v=2;q=1, ${compact};v=1;q=0.5`), ['compact']);
  });

  it('compares the weights of the forms with each other and with the plain form', () => {
    for (const [accept, expected] of [
      [`${compact}, ${graphql}`, ['compact']],
      [`${graphql}, ${compact}`, ['compact']],
      [`${compact};q=0.5, ${graphql}`, []],
      [`${compact};q=0.5, ${graphql};q=0.5`, ['compact']],
      [`${compact};q=0.8, application/json;q=0.9`, []],
      [`${compact};q=0.8, text/html;q=0.9`, ['compact']],
      [`${compact};q=0, ${graphql};q=0.1`, []],
      [`${compact};q=0`, []],
      [`${compact};q=high`, []],
      [`${compact}, ${delta}`, ['delta', 'compact']],
      [`${compact}, ${delta};q=0.9`, ['compact', 'delta']],
      [`${delta}, ${compact};q=0.3, ${graphql};q=0.4`, ['delta']],
    ] as const) {
      assert.deepEqual(forms(accept), expected, accept);
    }
  });

  it('returns only forms that are offered', () => {
    assert.deepEqual(forms(`${compact}, ${delta}`, ['compact']), ['compact']);
    assert.deepEqual(forms(`${compact}, ${delta}`, []), []);
  });

  it('returns whether the plain form is accepted', () => {
    const acceptsPlain = (accept: string) => readAccept(accept, ['compact'])?.acceptsPlain;
    assert.equal(acceptsPlain(compact), false);
    assert.equal(acceptsPlain(`${compact}, application/json`), false);
    assert.equal(acceptsPlain(`${compact}, ${graphql};q=0`), false);
    assert.equal(acceptsPlain(`${compact}, ${graphql};q=0.1`), true);
    assert.equal(acceptsPlain(`${compact}, */*;q=0.1`), true);
  });
});
