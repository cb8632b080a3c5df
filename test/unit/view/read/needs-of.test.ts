import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Kind, parse } from 'graphql';
import type { Needs } from '../../../../shared/core/response-writer.ts';
import { needsOf } from '../../../../shared/view/read/compile-projection.ts';

it('what fragments of several types need of one field is needed together, however deep', () => {
  const [operation] = parse(`{
    id
    ... on Product { image { file { url } } }
    ... on Show { image { file { width } alt } title }
  }`).definitions;
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  const shown = (needs: Needs): string =>
    [...needs].map(([key, inside]) => (inside.size === 0 ? key : `${key} { ${shown(inside)} }`)).join(' ');
  assert.equal(
    shown(needsOf([operation.selectionSet], ({ name }) => name.value)),
    'id image { file { url width } alt } title',
  );
});
