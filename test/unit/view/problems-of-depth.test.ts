import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { viewShapeSettings } from '../../../shared/config/schema/view-shape-settings.ts';
import { problemsOf } from '../../support/compiled-view.ts';

const deep = '['.repeat(20_000);

describe('a view that is nested too deeply is refused', () => {
  it('in a file', () => {
    const problems = problemsOf(`extend type Product { title: ${deep}`);
    assert.equal(problems[0]?.trim(), 'invalid GraphQL: nested too deeply');
  });

  it('in a path, and the message quotes its beginning', () => {
    const path = `product(id: ${deep})`;
    assert.deepEqual(problemsOf(`extend type Query { a: Product @from(path: "${path}") }`), [
      `1:44: @from(path:) "${path.slice(0, 200)}…" has ${path.length} characters; at most 2000 are allowed`,
    ]);
  });

  it('in settings', () => {
    const shape = viewShapeSettings.parse({ Product: { fields: { a: { type: deep, from: 'title' } } } });
    assert.match(
      problemsOf('', { shape })[0] ?? '',
      /^view\.shape\.Product\.fields\.a\.type: found "\[+"; expected/,
    );
  });
});
