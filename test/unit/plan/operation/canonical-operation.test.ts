import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import { canonicalOperation } from '../../../../shared/plan/operation/canonical-operation.ts';

const schema = buildSchema(`
  directive @in(mode: Mode! = LOUD, note: String = "n") on FIELD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | FRAGMENT_SPREAD
  directive @at(n: Int) on FIELD | FRAGMENT_SPREAD
  enum Mode { LOUD LOW }
  type Query { item: Item items(first: Int): [Item] }
  type Item { id: ID name(lang: String): String name_1: String price(currency: String): Int }
  type Mutation { add: Item }
`);

function canonical(query: string): string {
  return stripIgnoredCharacters(print(canonicalOperation(parse(query), schema).document));
}

describe('the canonical form of an operation', () => {
  it('has no aliases where a field is asked with one set of arguments', () => {
    assert.equal(canonical('{ a: item { id: name n: name } }'), '{item{name name}}');
    assert.equal(canonical('{ x: items(first: 2) { id } }'), '{items(first:2){id}}');
  });

  it('has an alias for each further set of arguments, which no field of the schema is called', () => {
    assert.equal(
      canonical('{ item { a: name b: name(lang: "de") c: name(lang: "en") } }'),
      '{item{name name_2:name(lang:"de")name_3:name(lang:"en")}}',
    );
  });

  it('takes arguments in another order for the same', () => {
    assert.equal(
      canonical('query($c: String) { item { a: price(currency: $c) price(currency: $c) } }'),
      'query($c:String){item{price(currency:$c)price(currency:$c)}}',
    );
  });

  it('is the same in every fragment', () => {
    assert.equal(
      canonical('{ item { price ...F } } fragment F on Item { price(currency: "EUR") }'),
      '{item{price ...F}}fragment F on Item{price_1:price(currency:"EUR")}',
    );
  });

  it('has no introspection, which no subgraph answers', () => {
    assert.equal(
      canonical(
        'query($c: Boolean!) { ... @skip(if: $c) { a: __schema { queryType { name } } } __type(name: "a") { name } }',
      ),
      'query($c:Boolean!){...@skip(if:$c){__typename}__typename}',
    );
  });

  it('keeps a mutation that is asked for twice', () => {
    assert.equal(canonical('mutation { x: add { id } y: add { id } }'), 'mutation{add{id}add_1:add{id}}');
  });

  it('has a key of its own for a field under a directive of the graph, never that by which keys are fetched', () => {
    assert.equal(
      canonical('{ item { a: id @in(mode: LOW) b: id c: id @in(mode: LOW) d: id @at e: price @at(n: 1) } }'),
      '{item{id_1:id@in(mode:LOW)id id_1:id@in(mode:LOW)id_2:id@at price_1:price@at(n:1)}}',
    );
  });

  it('tells fields apart by the directives of the fragments that they stand in', () => {
    assert.equal(
      canonical(
        '{ item { price ... @in(mode: LOW) { ... { p: price } } } ... @in(mode: LOW) { item { id } } }',
      ),
      '{item{price ...@in(mode:LOW){...{price_1:price}}}...@in(mode:LOW){item_1:item{id}}}',
    );
  });

  it('has the defaults that a subgraph may not have', () => {
    assert.equal(canonical('{ item { id @in } }'), '{item{id_1:id@in(mode:LOUD)}}');
  });

  it('has no directives where planning has no place for them', () => {
    assert.equal(
      canonical(
        '{ item { __typename @at ...F @at @in(mode: LOW) } } fragment F on Item @in(mode: LOW) { id }',
      ),
      '{item{__typename ...F@in(mode:LOW)}}fragment F on Item{id}',
    );
  });
});
