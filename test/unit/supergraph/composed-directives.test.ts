import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type GraphQLSchema, parse, print, printSchema } from 'graphql';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { publishComposedDirectives } from '../../../shared/supergraph/composed-directives.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';

const federation = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@composeDirective", "@tag", "@inaccessible"])`;

/** Returns the supergraph of one subgraph that composes `@access`. `link`: further arguments of the link. */
function composed(sdl: string, link = 'import: ["@access"]'): string {
  const text = `${federation} @link(url: "https://myspecs.dev/access/v1.0", ${link}) @composeDirective(name: "@access")\n${sdl}`;
  return composeSubgraphs({ a: { sdl: text } });
}

function published(supergraphSdl: string): GraphQLSchema {
  return buildApiSchema(publishComposedDirectives(parse(supergraphSdl)));
}

function text(schema: GraphQLSchema): string {
  return printSchema(schema).replace(/\s+/g, ' ');
}

describe('a composed directive', () => {
  it('is published with the types of its arguments if it is executable', () => {
    const schema = published(
      composed(`directive @access(scope: Scope! = PUBLIC, by: By) repeatable on FIELD | QUERY
        enum Scope { PUBLIC PRIVATE } input By { at: Stamp } scalar Stamp type Query { a: Int }`),
    );
    assert.match(
      text(schema),
      /directive @access\(scope: Scope! = PUBLIC, by: By\) repeatable on (QUERY \| )?FIELD/,
    );
    for (const name of ['Scope', 'By', 'Stamp']) assert.ok(schema.getType(name), name);
  });

  it('is published with its executable locations only', () => {
    const schema = published(
      composed(
        'directive @access(n: Int) on OBJECT | FIELD | FIELD_DEFINITION type Query @access(n: 1) { a: Int @access(n: 2) }',
      ),
    );
    assert.equal(text(schema), 'directive @access(n: Int) on FIELD type Query { a: Int }');
  });

  it('is not published if it has type system locations only', () => {
    const schema = published(
      composed('directive @access(n: Int) on FIELD_DEFINITION type Query { a: Int @access(n: 2) }'),
    );
    assert.equal(text(schema), 'type Query { a: Int }');
  });

  it('is published under the name of its import', () => {
    const sdl = `${federation}
      @link(url: "https://myspecs.dev/other/v1.0", import: [{ name: "@access", as: "@mine" }]) @composeDirective(name: "@mine")
      directive @mine on FIELD type Query { a: Int }`;
    assert.equal(
      text(published(composeSubgraphs({ a: { sdl } }))),
      'directive @mine on FIELD type Query { a: Int }',
    );
  });

  it('is published with only those types of its specification that it refers to', () => {
    const supergraph = composed('directive @access(n: Int) on FIELD type Query { a: Int }')
      .replace('@access(n: Int)', '@access(n: Int, kind: access__Kind, of: [access__Of!])')
      .concat(
        '\nenum access__Kind { A } input access__Of { at: access__At } scalar access__At scalar access__Unused',
      );
    const schema = published(supergraph);
    for (const name of ['access__Kind', 'access__Of', 'access__At']) assert.ok(schema.getType(name), name);
    assert.equal(schema.getType('access__Unused'), undefined);
  });
});

describe('publishComposedDirectives', () => {
  it('returns a supergraph without composed directives unmodified', () => {
    const supergraph = parse(
      composeSubgraphs({ a: { sdl: 'type Query { a: Int @tag(name: "x") b: Int @inaccessible }' } }),
    );
    assert.equal(publishComposedDirectives(supergraph), supergraph);
  });

  it('retains a specification with a purpose', () => {
    const supergraph = parse(
      composed('directive @access on FIELD type Query { a: Int }').replace(
        'https://myspecs.dev/access/v1.0",',
        'https://myspecs.dev/access/v1.0", for: SECURITY,',
      ),
    );
    assert.equal(print(publishComposedDirectives(supergraph)), print(supergraph));
    assert.throws(() => buildApiSchema(supergraph), /for: SECURITY but is unsupported/);
  });
});
