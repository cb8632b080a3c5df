import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blockedPortWarnings } from '../../../shared/config/check/blocked-port-warnings.ts';
import { defaultSettings, loadSettings } from '../../../shared/config/load-settings.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

describe('blockedPortWarnings', () => {
  it('reports each blocked port with its setting', (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': [
        'supergraph: graph.graphql',
        'listen: { port: 6000 }',
        'admin: { port: 4190 }',
        'authentication: { jwt: { issuer: a, audience: b, jwksUrl: "http://127.0.0.1:5060/keys" } }',
      ].join('\n'),
    });
    const warnings = blockedPortWarnings(loadSettings(join(directory, 'bff.yaml')));
    assert.deepEqual(
      warnings.map(({ key, message }) => [key, /port (\d+)/.exec(message)?.[1]]),
      [
        ['listen.port', '6000'],
        ['admin.port', '4190'],
        ['authentication.jwt.jwksUrl', '5060'],
      ],
    );
  });

  it('reports nothing for port 0 and for settings without a port', () => {
    const settings = defaultSettings({ supergraph: 'graph.graphql', listen: { port: 0 } });
    assert.deepEqual(blockedPortWarnings(settings), []);
  });
});
