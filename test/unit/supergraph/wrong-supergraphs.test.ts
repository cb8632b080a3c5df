import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { implementedFeatures } from '../../../shared/core/graphql/supergraph-features.ts';
import { StartError } from '../../../shared/core/start-error.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';

const valid = composeSubgraphs({
  a: {
    sdl: `type Query { item(id: ID!, mode: Mode = FAST, filter: Filter = { name: "x" }): Item search: Found hidden: Secret @inaccessible }
      type Item implements Named @key(fields: "id") { id: ID! name(short: Boolean): String hiddenName: String @inaccessible }
      interface Named { name(short: Boolean): String hiddenName: String @inaccessible }
      enum Mode { FAST SLOW HIDDEN @inaccessible }
      input Filter { name: String hidden: Int @inaccessible }
      type Secret @inaccessible { text: String }
      union Found = Item | Secret
      scalar Stamp @tag(name: "t")`,
  },
  b: { sdl: 'type Item @key(fields: "id") { id: ID! stock: Int at: String @deprecated }' },
});

interface Wrong {
  readonly from: string | RegExp;
  readonly to: string;
  /** The element and the mistake. */
  readonly says: RegExp;
  /** Whether federation-internals merges what GraphQL forbids. */
  readonly isAcceptedByApollo?: boolean;
}

const mistakes: Readonly<Record<string, Wrong>> = {
  'no link': {
    from: /@link\(url: "[^"]*\/link\/v1.0"\)/,
    to: '',
    says: /does not link the specification of links/,
  },
  'no join specification': {
    from: /@link\(url: "[^"]*\/join\/v0.5", for: EXECUTION\)/,
    to: '',
    says: /does not link the join/,
  },
  'a version of the join specification that does not exist': {
    from: '/join/v0.5',
    to: '/join/v0.9',
    says: /join\/v0\.9/,
  },
  'a version of the inaccessible specification that does not exist': {
    from: '/inaccessible/v0.2',
    to: '/inaccessible/v0.9',
    says: /inaccessible\/v0\.9/,
  },
  'a specification linked twice': {
    from: 'schema\n',
    to: 'schema\n  @link(url: "https://specs.apollo.dev/tag/v0.2")\n',
    says: /same specification .*tag/,
  },
  'a value of join__Graph without @join__graph': {
    from: / @join__graph\(name: "b", [^)]*\)/,
    to: '',
    says: /join__Graph\.B has no @join__graph/,
  },
  'an unknown subgraph': {
    from: 'stock: Int @join__field(graph: B)',
    to: 'stock: Int @join__field(graph: C)',
    says: /@join__field\(graph:\) on Item\.stock .*found C/,
  },
  'an unknown argument of a directive': {
    from: 'stock: Int @join__field(graph: B)',
    to: 'stock: Int @join__field(graph: B, speed: 1)',
    says: /@join__field\(speed:\) on Item\.stock is an unknown argument/,
  },
  'a required argument of a directive is missing': {
    from: 'scalar Stamp',
    to: 'scalar Other @tag\n\nscalar Stamp',
    says: /@tag on Other lacks the argument name/,
  },
  'an unknown directive': {
    from: 'stock: Int',
    to: 'stock: Int @cached',
    says: /Item\.stock has the unknown directive @cached/,
  },
  'a directive in a wrong place': {
    from: 'stock: Int',
    to: 'stock: Int @join__type(graph: A)',
    says: /@join__type is not allowed on Item\.stock/,
  },
  'a directive applied twice': {
    from: '@deprecated',
    to: '@deprecated @deprecated',
    says: /Item\.at has @deprecated more than once/,
  },
  'an unknown type': {
    from: 'stock: Int',
    to: 'stock: Stocks',
    says: /Item\.stock is of the unknown type Stocks/,
  },
  'an unknown type of an argument': {
    from: 'mode: Mode',
    to: 'mode: Moods',
    says: /Query\.item\(mode:\) is of the unknown type Moods/,
  },
  'a type defined twice': {
    from: 'scalar Stamp',
    to: 'enum Mode { OTHER }\n\nscalar Stamp',
    says: /type Mode is defined more than once/,
  },
  'a directive defined twice': {
    from: 'directive @join__graph',
    to: 'directive @tag(name: String!) on OBJECT\n\ndirective @join__graph',
    says: /@tag is defined more than once/,
  },
  'a field defined twice': { from: 'stock: Int', to: 'id: Int', says: /Item has id more than once/ },
  'a value defined twice': {
    from: 'SLOW @',
    to: 'FAST @',
    says: /Mode has FAST more than once/,
    isAcceptedByApollo: true,
  },
  'a default value of another type': {
    from: 'mode: Mode = FAST',
    to: 'mode: Mode = QUICK',
    says: /Query\.item\(mode:\) has a wrong default value: found QUICK/,
  },
  'a default value with an unknown field': {
    from: '{name: "x"}',
    to: '{nam: "x"}',
    says: /Query\.item\(filter:\) has a wrong default value: unknown field nam/,
  },
  'an output type of an argument': {
    from: 'mode: Mode = FAST',
    to: 'mode: Item',
    says: /Query\.item\(mode:\) must be Input Type/,
  },
  'a name that is reserved': { from: 'stock: Int', to: '__stock: Int', says: /__stock/ },
  'an interface that is not implemented': {
    from: 'name(short: Boolean): String @join__field(graph: A)',
    to: 'nam: String @join__field(graph: A)',
    says: /Named\.name expected but Item/,
  },
  'a hidden type of a visible field': {
    from: 'hidden: Secret @inaccessible',
    to: 'hidden: Secret',
    says: /Secret is @inaccessible, but Query\.hidden/,
  },
  'a hidden field that implements a visible one': {
    from: /(interface Named[^}]*hiddenName: String) @inaccessible/,
    to: '$1',
    says: /Item\.hiddenName is @inaccessible, but implements Named\.hiddenName/,
  },
  'a hidden argument that clients must provide': {
    from: 'item(id: ID!',
    to: 'item(id: ID! @inaccessible',
    says: /Query\.item\(id:\) is @inaccessible, but clients must/,
  },
  'a hidden argument that implements a visible one': {
    from: /(type Item[^}]*name\(short: Boolean)/,
    to: '$1 @inaccessible',
    says: /Item\.name\(short:\) is @inaccessible, but implements Named\.name\(short:\)/,
  },
  'a hidden value in a default value': {
    from: 'mode: Mode = FAST',
    to: 'mode: Mode = HIDDEN',
    says: /Mode\.HIDDEN is @inaccessible, but the default value of Query\.item\(mode:\)/,
  },
  'a hidden input field in a default value': {
    from: '{name: "x"}',
    to: '{hidden: 1}',
    says: /Filter\.hidden is @inaccessible, but the default value of Query\.item\(filter:\)/,
  },
  'a hidden query type': {
    from: /type Query\n/,
    to: 'type Query @inaccessible\n',
    says: /Query is @inaccessible, but is the root type/,
  },
  'a type with only hidden fields': {
    from: 'scalar Stamp',
    to: 'type Thin @join__type(graph: A) { a: Int @inaccessible }\n\nscalar Stamp',
    says: /Thin is visible, but everything that it consists of/,
  },
  'a union with only hidden members': {
    from: '= Item | Secret',
    to: '= Secret',
    says: /Found is visible, but all of its members/,
  },
  'a hidden type of a specification': {
    from: 'enum link__Purpose',
    to: 'enum link__Purpose @inaccessible',
    says: /link__Purpose must not have @inaccessible/,
  },
  'a visible field of a type of a specification': {
    from: 'stock: Int',
    to: 'stock: link__Purpose',
    says: /Item\.stock is of type link__Purpose/,
  },
};

describe('a supergraph that is not valid is refused with the element and the mistake, as by federation-internals', () => {
  it('is served without the mistake', () => {
    assert.ok(buildApiSchema(parse(valid)).getType('Item'));
  });

  for (const [name, { from, to, says, isAcceptedByApollo = false }] of Object.entries(mistakes)) {
    it(name, () => {
      const wrong = valid.replace(from, to);
      assert.notEqual(wrong, valid, valid);
      assert.throws(
        () => buildApiSchema(parse(wrong)),
        (error) => {
          assert.ok(error instanceof StartError, String(error));
          assert.match(error.message, says);
          return true;
        },
      );
      const build = (): unknown =>
        Supergraph.build(wrong, { supportedFeatures: new Set(implementedFeatures) }).apiSchema();
      if (isAcceptedByApollo) assert.doesNotThrow(build);
      else assert.throws(build);
    });
  }

  it('a type extension is refused, which federation-internals merges: no composition contains one', () => {
    assert.throws(
      () => buildApiSchema(parse(`${valid} extend type Item { more: Int }`)),
      /type Item is extended/,
    );
  });

  it('at most ten mistakes are listed, with the number of further ones', () => {
    const fields = Array.from({ length: 14 }, (_, index) => `f${index}: Missing`).join(' ');
    assert.throws(
      () => buildApiSchema(parse(`${valid} type Many { ${fields} }`)),
      (error) =>
        error instanceof StartError && error.problems.length === 11 && /and 4 more/.test(error.message),
    );
  });
});
