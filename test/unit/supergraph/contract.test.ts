import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeServices } from '@apollo/composition';
import { type GraphQLSchema, isObjectType, parse, printSchema } from 'graphql';
import { StartError } from '../../../shared/core/start-error.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { applyContract } from '../../../shared/supergraph/contract/apply-contract.ts';
import type { ContractFilter } from '../../../shared/supergraph/contract/hidden-coordinates.ts';

function schemaFor(sdl: string, contract: Partial<ContractFilter>): GraphQLSchema {
  const typeDefs = parse(
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@inaccessible"])\n${sdl}`,
  );
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a', typeDefs }]);
  assert.ok(supergraphSdl, errors?.map(String).join('\n'));
  return buildApiSchema(applyContract(parse(supergraphSdl), { include: [], exclude: [], ...contract }));
}

function fieldsOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  assert.ok(isObjectType(type), `${name} is not in\n${printSchema(schema)}`);
  return Object.keys(type.getFields());
}

describe('a contract that excludes', () => {
  it('hides tagged fields, arguments, enum values and input fields', () => {
    const schema = schemaFor(
      `type Query { a(x: Int @tag(name: "t"), y: Int): Int b: Int @tag(name: "t") c(in: I): E }
       enum E { ONE TWO @tag(name: "t") }
       input I { keep: Int drop: Int @tag(name: "t") }`,
      { exclude: ['t'] },
    );
    assert.equal(
      printSchema(schema),
      'enum E {\n  ONE\n}\n\ninput I {\n  keep: Int\n}\n\ntype Query {\n  a(y: Int): Int\n  c(in: I): E\n}',
    );
  });

  it('takes precedence over inclusion', () => {
    const schema = schemaFor(
      'type Query { a: Int @tag(name: "in") b: Int @tag(name: "in") @tag(name: "out") }',
      { include: ['in'], exclude: ['out'] },
    );
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a']);
  });

  it('hides a tagged type with every field that returns it', () => {
    const schema = schemaFor('type Query { a: Int s: [S!]! } type S @tag(name: "t") { a: Int }', {
      exclude: ['t'],
    });
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a']);
    assert.equal(schema.getType('S'), undefined);
  });

  it('hides a type without visible fields, and types that only it refers to', () => {
    const schema = schemaFor(
      'type Query { a: Int s: S } type S { x: T @tag(name: "t") } type T { a: Int } enum Unused { A }',
      { exclude: ['t'] },
    );
    assert.deepEqual(
      Object.keys(schema.getTypeMap()).filter((name) => ['S', 'T', 'Unused'].includes(name)),
      [],
    );
  });

  it('hides a field with a hidden required argument, but not one with a hidden optional argument', () => {
    const schema = schemaFor(
      'type Query { a: Int b(x: I!): Int c(x: I): Int } input I @tag(name: "t") { x: Int }',
      { exclude: ['t'] },
    );
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a', 'c']);
  });

  it('hides an interface field that is hidden in an implementing type', () => {
    const schema = schemaFor(
      `type Query { n: N } interface N { id: ID! x: Int }
       type A implements N { id: ID! x: Int @tag(name: "t") } type B implements N { id: ID! x: Int }`,
      { exclude: ['t'] },
    );
    assert.match(printSchema(schema), /interface N \{\n {2}id: ID!\n\}/);
    assert.deepEqual(fieldsOf(schema, 'B'), ['id', 'x']);
  });

  it('does not publish elements that were inaccessible before', () => {
    const schema = schemaFor('type Query { a: Int b: Int @inaccessible c: Int @tag(name: "t") }', {
      exclude: ['t'],
    });
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a']);
  });
});

describe('a contract that includes', () => {
  it('publishes tagged fields only; a tag on a type applies to all of its fields', () => {
    const schema = schemaFor(
      `type Query { a: A @tag(name: "t") b: Int }
       type A @tag(name: "t") { x: Int y: B } type B { one: Int @tag(name: "t") two: Int }`,
      { include: ['t'] },
    );
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a']);
    assert.deepEqual(fieldsOf(schema, 'A'), ['x', 'y']);
    assert.deepEqual(fieldsOf(schema, 'B'), ['one']);
  });

  it('requires tags on unions, but not on scalars, enums and input types', () => {
    const schema = schemaFor(
      `type Query { a(in: I): D @tag(name: "t") u: U @tag(name: "t") v: V @tag(name: "t") }
       scalar D input I { x: E } enum E { A }
       union U = O union V @tag(name: "t") = O type O { x: Int @tag(name: "t") }`,
      { include: ['t'] },
    );
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a', 'v']);
  });
});

describe('a contract is rejected', () => {
  const sdl = 'type Query { a: Int @tag(name: "partner") b: Int }';

  it('if a tag does not exist in the graph', () => {
    assert.throws(
      () => schemaFor(sdl, { exclude: ['partnr'] }),
      (error) =>
        error instanceof StartError &&
        error.message ===
          'contract.exclude: no element of the supergraph has the tag partnr; did you mean partner?',
    );
  });

  it('if it hides all query fields', () => {
    assert.throws(
      () => schemaFor('type Query { a: Int @tag(name: "t") }', { exclude: ['t'] }),
      (error) => error instanceof StartError && error.message === 'contract: hides all fields of Query',
    );
  });
});

describe('executable directives', () => {
  const exclude = ['t'];

  it('make the types of their arguments reachable', () => {
    const schema = schemaFor(
      'directive @in(mode: Mode) on FIELD enum Mode { A } type Query { a: Int b: Int @tag(name: "t") }',
      {
        exclude,
      },
    );
    assert.ok(schema.getType('Mode'));
    assert.deepEqual(fieldsOf(schema, 'Query'), ['a']);
  });

  it('are published without tagged arguments and without arguments of tagged types', () => {
    const schema = schemaFor(
      `directive @in(mode: Mode, by: Int @tag(name: "t"), n: Int) on FIELD
       enum Mode @tag(name: "t") { A } type Query { a: Int }`,
      { exclude },
    );
    assert.deepEqual(
      schema.getDirective('in')?.args.map(({ name }) => name),
      ['n'],
    );
    assert.equal(schema.getType('Mode'), undefined);
  });

  it('are hidden if a required argument is hidden', () => {
    const schema = schemaFor(
      `directive @in(mode: Mode!, other: Other) on FIELD enum Mode @tag(name: "t") { A } enum Other { B }
       type Query { a: Int }`,
      { exclude },
    );
    assert.equal(schema.getDirective('in'), undefined);
    for (const name of ['Mode', 'Other']) assert.equal(schema.getType(name), undefined);
  });

  it('are published without the tagged values of their enums', () => {
    const schema = schemaFor(
      'directive @in(mode: Mode!) on FIELD enum Mode { A B @tag(name: "t") } type Query { a: Int }',
      { exclude },
    );
    assert.match(printSchema(schema), /enum Mode \{\n {2}A\n\}/);
  });

  it('are rejected if a default value is hidden', () => {
    const sdl =
      'directive @in(mode: Mode! = B) on FIELD enum Mode { A B @tag(name: "t") } type Query { a: Int }';
    assert.throws(
      () => schemaFor(sdl, { exclude }),
      (error) => error instanceof StartError && /Mode\.B.*default value of @in\(mode:\)/.test(error.message),
    );
  });
});
