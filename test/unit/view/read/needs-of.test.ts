import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Kind, parse } from 'graphql';
import type { Needs } from '../../../../shared/core/response-writer.ts';
import { needsOf } from '../../../../shared/view/read/compile-projection.ts';

it('needsOf merges what fragments on several types select of one field, at every depth', () => {
  const [operation] = parse(`{
    id
    ... on Product { image { file { url } } }
    ... on Show { image { file { width } alt } title }
  }`).definitions;
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  const textOf = (needs: Needs): string =>
    [...needs].map(([key, inside]) => (inside.size === 0 ? key : `${key} { ${textOf(inside)} }`)).join(' ');
  assert.equal(
    textOf(needsOf([operation.selectionSet], ({ name }) => name.value)),
    'id image { file { url width } alt } title',
  );
});
