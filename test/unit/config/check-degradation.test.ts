import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSettings } from '../../../shared/config/load-settings.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const refused = [
  [
    'degradation: { softDeadline: 10s }',
    /degradation\.softDeadline: found 10000 ms; it must be below requestDeadline/,
  ],
  [
    'engine: reference\ndegradation: { softDeadline: 1s }',
    /degradation\.softDeadline: degradation requires engine: native/,
  ],
  [
    'engine: reference\ndegradation: { upstreams: { a: { onError: omit } } }',
    /degradation\.upstreams: degradation requires engine: native/,
  ],
  [
    'degradation: { fields: { A.b: { onError: nothing } } }',
    /degradation\.fields\.A\.b\.onError: found "nothing"/,
  ],
  [
    'degradation: { fields: { A.b: { onError: lastGood, maxAge: 1ms } } }',
    /degradation\.fields\.A\.b\.maxAge: found/,
  ],
] as const;

describe('degradation settings', () => {
  for (const [text, problem] of refused) {
    it(`loadSettings rejects: ${text.replaceAll('\n', ' ')}`, (context) => {
      const directory = temporaryFiles(context, { 'bff.yaml': `supergraph: ./graph.graphql\n${text}\n` });
      assert.throws(() => loadSettings(join(directory, 'bff.yaml')), problem);
    });
  }

  it('the defaults are valid with every engine', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': 'supergraph: ./graph.graphql\nengine: reference\n',
    });
    assert.deepEqual(loadSettings(join(directory, 'bff.yaml')).degradation.fields, {});
  });
});
