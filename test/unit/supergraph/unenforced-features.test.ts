import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { unenforcedFeatures } from '../../../shared/supergraph/features/unenforced-features.ts';

const join = 'https://specs.apollo.dev/join/v0.3';

function titles(schemaDirectives: string, fields = 'a: Int'): string[] {
  const text = `schema ${schemaDirectives} { query: Query } type Query { ${fields} }`;
  return unenforcedFeatures(parse(text)).map(({ title, locations }) => title + locations);
}

describe('unenforcedFeatures', () => {
  it('returns features with a purpose that are not implemented, for every form of the link', () => {
    const unknown = 'https://example.com/guard/v1.0';
    for (const [link, title] of [
      [`@link(url: "${unknown}", for: SECURITY)`, `@guard (${unknown}, for: SECURITY)`],
      [`@link(for: EXECUTION, as: "g", url: "${unknown}")`, `@guard (${unknown}, for: EXECUTION)`],
      [`@link(url: "${unknown}", for: "SECURITY")`, `@guard (${unknown}, for: SECURITY)`],
      [`@link(url: "${unknown}", for: LATER)`, `@guard (${unknown}, for: LATER)`],
      [
        `@l(url: "https://specs.apollo.dev/link/v1.0", as: "l") @l(url: "${unknown}", for: SECURITY)`,
        `@guard (${unknown}, for: SECURITY)`,
      ],
      [`@core(feature: "${unknown}", for: SECURITY)`, `@guard (${unknown}, for: SECURITY)`],
      [
        '@link(url: "https://example.com/guard", for: SECURITY)',
        '@guard (https://example.com/guard, for: SECURITY)',
      ],
      [
        `@join__directive(graphs: [A], name: "link", args: { url: "${unknown}", for: SECURITY })`,
        `@guard (${unknown}, for: SECURITY)`,
      ],
      [
        `@link(url: "${join.replace('3', '99')}", for: EXECUTION)`,
        `@join (${join.replace('3', '99')}, for: EXECUTION)`,
      ],
      [
        '@link(url: "https://specs.apollo.dev/inaccessible/v9.9", for: SECURITY)',
        '@inaccessible (https://specs.apollo.dev/inaccessible/v9.9, for: SECURITY)',
      ],
      [
        '@link(url: "https://specs.apollo.dev/inaccessible", for: SECURITY)',
        '@inaccessible (https://specs.apollo.dev/inaccessible, for: SECURITY)',
      ],
    ])
      assert.deepEqual(titles(link ?? ''), [title], link);
    assert.deepEqual(
      unenforcedFeatures(parse(`extend schema @link(url: "${unknown}", for: SECURITY)`)).length,
      1,
    );
  });

  it('returns access directives of any version, name and purpose', () => {
    const spec = 'https://specs.apollo.dev/authenticated';
    for (const [link, fields, title] of [
      [
        `@link(url: "${spec}/v0.1", for: SECURITY)`,
        'a: Int @authenticated',
        `@authenticated (${spec}/v0.1, for: SECURITY) at Query.a`,
      ],
      [`@link(url: "${spec}/v7.0")`, 'a: Int @authenticated', `@authenticated (${spec}/v7.0) at Query.a`],
      [`@link(url: "${spec}")`, 'a: Int', `@authenticated (${spec})`],
      [`@link(url: "${spec}/v0.1", as: "auth")`, 'a: Int @auth', `@auth (${spec}/v0.1) at Query.a`],
      [
        `@link(url: "${spec}/v0.1", import: [{ name: "@authenticated", as: "@in" }])`,
        'a: Int @in',
        `@in (${spec}/v0.1) at Query.a`,
      ],
      ['', 'a: Int @policy(policies: [["p"]])', '@policy (without a @link) at Query.a'],
      ['', 'a: Int @federation__requiresScopes', '@federation__requiresScopes (without a @link) at Query.a'],
      [
        '',
        'a: Int @join__directive(graphs: [A], name: "federation__authenticated")',
        '@federation__authenticated (without a @link) at Query.a',
      ],
      [
        '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])',
        'a(b: Int @authenticated): Int',
        '@authenticated (https://specs.apollo.dev/federation/v2.9) at Query.a(b:)',
      ],
    ])
      assert.deepEqual(titles(link ?? '', fields), [title], `${link} ${fields}`);
  });

  it('returns the first coordinates of a directive, on every kind of element', () => {
    const schema = parse(`extend schema @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)
      type A @policy { a: Int @policy b: Int @policy } interface I @policy { a: Int } union U @policy = A
      scalar S @policy enum E @policy { X } input In @policy { a: Int @policy }`);
    const [feature] = unenforcedFeatures(schema);
    assert.equal(feature?.locations, ' at A, A.a, A.b, I, U and 4 more');
    assert.equal(feature.line, 1);
  });

  it('returns neither implemented features nor custom ones without a purpose', () => {
    for (const [link, fields] of [
      [`@link(url: "${join}", for: EXECUTION)`, 'a: Int'],
      [`@link(url: "${join}/", for: EXECUTION)`, 'a: Int'],
      ['@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)', 'a: Int @inaccessible'],
      ['@link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)', 'a: Int'],
      ['@link(url: "https://specs.apollo.dev/connect/v0.3", for: EXECUTION)', 'a: Int'],
      [
        '@core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION)',
        'a: Int',
      ],
      ['@link(url: "https://example.com/guard/v1.0")', 'a: Int @guard'],
      ['@link(url: "https://example.com/guard/v1.0", for: null)', 'a: Int @guard'],
      ['@link(url: "https://example.com/policy/v1.0", import: ["@policy"])', 'a: Int @policy'],
    ])
      assert.deepEqual(titles(link ?? '', fields), [], link);
  });
});
