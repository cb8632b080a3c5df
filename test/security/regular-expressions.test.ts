import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { allowedExpressions } from './expressions/allowed-expressions.ts';
import { collectExpressions } from './expressions/collect-expressions.ts';
import { judgeExpression } from './expressions/judge-expression.ts';

/**
 * Texts of expressions that were found to be linear, so that each is checked once; `FULL=1` checks all, `UPDATE=1`
 * writes it.
 */
const judgedFile = join(projectRoot, 'test/security/expressions/judged-expressions.json');
const isFull = process.env['FULL'] === '1';
const isUpdate = process.env['UPDATE'] === '1';

const expressions = collectExpressions(['shared', 'demo']);
const judged = new Set<unknown>(JSON.parse(readFileSync(judgedFile, 'utf8')));

describe('A39 regular expressions', () => {
  it('A39 regular expressions are found wherever they occur', () => {
    const texts = expressions.map(({ text }) => text);
    assert.ok(expressions.length > 100, `${expressions.length}`);
    // In a call, in a constant, and one that is built at run time.
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

  it('A39 an expression with more than linear time is detected', async () => {
    const expression = { text: '', place: '', isComputed: false, flags: 'i' };
    // An expression that clients could reach in the header `Accept`.
    const pattern = '^\\s*version\\s*=\\s*"?([^"\\s]*)"?\\s*$';
    const { isSafe, reason } = await judgeExpression({ ...expression, pattern });
    assert.equal(isSafe, false);
    assert.match(reason, /polynomial/);
    assert.equal((await judgeExpression({ ...expression, pattern: '^version=[^"\\s]*$' })).isSafe, true);
  });

  it('A39 every regular expression takes linear time or is listed as harmless with a reason', async () => {
    const unsafe: string[] = [];
    const safe: string[] = [];
    for (const expression of expressions) {
      const { text, place, isComputed } = expression;
      const isAllowed = Object.hasOwn(allowedExpressions, text);
      if (isComputed) {
        if (!isAllowed) unsafe.push(`${place}: ${text}: is built at run time`);
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
      'a linear expression needs no reason',
    );
  });

  it('the expression of a reason exists', () => {
    const texts = new Set(expressions.map(({ text }) => text));
    assert.deepEqual(
      Object.keys(allowedExpressions).filter((text) => !texts.has(text)),
      [],
    );
  });
});
