import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { allowedExpressions } from './expressions/allowed-expressions.ts';
import { collectExpressions } from './expressions/collect-expressions.ts';
import { judgeExpression } from './expressions/judge-expression.ts';

/** Texts of expressions that were judged to be linear, so that each is judged once; `FULL=1` judges all, `UPDATE=1` writes it. */
const judgedFile = join(projectRoot, 'test/security/expressions/judged-expressions.json');
const isFull = process.env['FULL'] === '1';
const isUpdate = process.env['UPDATE'] === '1';

const expressions = collectExpressions(['shared', 'demo']);
const judged = new Set<unknown>(JSON.parse(readFileSync(judgedFile, 'utf8')));

describe('A39 a regular expression', () => {
  it('is found wherever it is', () => {
    const texts = expressions.map(({ text }) => text);
    assert.ok(expressions.length > 100, `${expressions.length}`);
    // In a call, in a constant, and one that is put together.
    for (const text of [
      '/^x-(?:forwarded|original|envoy|auth)-/',
      '/["\\s]/',
      'new RegExp(`^(?:${matching})$`)',
    ])
      assert.ok(texts.includes(text), text);
    assert.deepEqual(
      expressions.filter(({ place }) => place.endsWith('?')),
      [],
    );
  });

  it('that takes more than linear time is noticed', async () => {
    const expression = { text: '', place: '', isComputed: false, flags: 'i' };
    // One that clients could reach in the header `Accept`.
    const pattern = '^\\s*version\\s*=\\s*"?([^"\\s]*)"?\\s*$';
    const { isSafe, reason } = await judgeExpression({ ...expression, pattern });
    assert.equal(isSafe, false);
    assert.match(reason, /polynomial/);
    assert.equal((await judgeExpression({ ...expression, pattern: '^version=[^"\\s]*$' })).isSafe, true);
  });

  it('takes linear time, or has a reason why that is no matter', async () => {
    const unsafe: string[] = [];
    const safe: string[] = [];
    for (const expression of expressions) {
      const { text, place, isComputed } = expression;
      const isAllowed = Object.hasOwn(allowedExpressions, text);
      if (isComputed) {
        if (!isAllowed) unsafe.push(`${place}: ${text}: is put together at run time`);
        continue;
      }
      if (judged.has(text) && !isFull) {
        safe.push(text);
        continue;
      }
      if (isAllowed && !isFull) continue;
      const { isSafe, reason } = await judgeExpression(expression);
      if (isSafe) safe.push(text);
      else if (!isAllowed) unsafe.push(`${place}: ${text}: ${reason}`);
    }
    if (isUpdate) writeFileSync(judgedFile, `${JSON.stringify(safe.sort(), null, 2)}\n`);
    assert.deepEqual(unsafe, []);
    assert.deepEqual(
      Object.keys(allowedExpressions).filter((text) => safe.includes(text)),
      [],
      'is linear and needs no reason',
    );
  });

  it('that has a reason is there', () => {
    const texts = new Set(expressions.map(({ text }) => text));
    assert.deepEqual(
      Object.keys(allowedExpressions).filter((text) => !texts.has(text)),
      [],
    );
  });
});
