import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { schemaChanges } from '../../../shared/cli/schema-changes.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const before =
  'type Query { rail: Rail } type Rail { kind: Kind title: String } enum Kind { SHOWS PRODUCTS }';

describe('a published schema that takes the place of another', () => {
  it('reports changes that released apps may not survive: a new enum value, a removed field', (context) => {
    const path = join(temporaryFiles(context, { 'tv.graphql': before }), 'tv.graphql');
    const now = 'type Query { rail: Rail } type Rail { kind: Kind } enum Kind { SHOWS PRODUCTS GAMES }';
    assert.deepEqual(schemaChanges(path, now), [
      `${path}: breaks clients: Rail.title was removed.`,
      `${path}: may break released clients: GAMES was added to enum type Kind.`,
    ]);
  });

  it('reports nothing for additions and for the first schema', (context) => {
    const directory = temporaryFiles(context, { 'tv.graphql': before });
    const now = before.replace('title: String', 'title: String image: String');
    assert.deepEqual(schemaChanges(join(directory, 'tv.graphql'), now), []);
    assert.deepEqual(schemaChanges(join(directory, 'web.graphql'), now), []);
  });
});
