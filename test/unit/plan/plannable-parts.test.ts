import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DocumentNode, type FieldNode, Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import { planParts } from '../../../shared/plan/plannable-parts.ts';
import type { WantedField } from '../../../shared/plan/wanted-fields.ts';

function wantedOf(document: DocumentNode): WantedField[] {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  assert.ok(operation);
  return operation.selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD ? [{ field, around: new Map(), within: [], conditions: new Map() }] : [],
  );
}

/** The fields that are planned and those that are not, if no field named `bad` can be planned. */
function parted(text: string): { planned: string[]; stranded: string[]; attempts: number } {
  const document = parse(text, { noLocation: true });
  let attempts = 0;
  const written = (field: FieldNode): string => stripIgnoredCharacters(print(field));
  const { plan = [], stranded } = planParts(wantedOf(document), document, (fields) => {
    attempts += 1;
    const whole = fields.map(({ field }) => written(field));
    return whole.some((one) => one.includes('bad') || one.includes('...F')) ? undefined : whole;
  });
  return { planned: plan, stranded: stranded.map(({ field }) => written(field)), attempts };
}

describe('what is planned of some fields', () => {
  it('is all of them at once, if that can be', () => {
    assert.deepEqual(parted('{ a { b c } d }'), { planned: ['a{b c}', 'd'], stranded: [], attempts: 1 });
  });

  it('is all but the fields that cannot be, with what leads there', () => {
    const { planned, stranded } = parted('{ a { b ... on T { bad(x: 1) { e } c } } f: bad d }');
    assert.deepEqual(planned, ['a{b}', 'a{...on T{c}}', 'd']);
    assert.deepEqual(stranded, ['a{...on T{bad(x:1){e}}}', 'f:bad']);
  });

  it('is nothing, if nothing can be', () => {
    const { planned, stranded } = parted('{ bad { a b } }');
    assert.deepEqual(planned, []);
    assert.deepEqual(stranded, ['bad{a}', 'bad{b}']);
  });

  it('is found in fragments with names, too, whose conditions stay', () => {
    const { planned, stranded } = parted(
      'query ($v: Boolean!) { a { ...F @include(if: $v) } } fragment F on T { b ...G } fragment G on U { bad }',
    );
    assert.deepEqual(planned, ['a{...on T@include(if:$v){b}}']);
    assert.deepEqual(stranded, ['a{...on T@include(if:$v){...on U{bad}}}']);
  });
});
