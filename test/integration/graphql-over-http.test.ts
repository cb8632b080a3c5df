import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serverAudits } from 'graphql-http';
import { type Bff, defaultSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { startBff } from '../support/start-bff.ts';

// The settings of `frontage serve --supergraph FILE --port 0`, except for the log.
const settings = {
  ...defaultSettings({ supergraph: join(projectRoot, 'schemas/supergraph.graphql'), listen: { port: 0 } }),
  logs: { level: 'silent' },
} as const;

let bff: Bff;

before(async () => {
  bff = await startBff(settings);
});
after(() => bff?.close());

describe('the audits of graphql-http', () => {
  const audits = serverAudits({ url: () => `${bff.url}/graphql` });

  it('the list of audits is complete', () => assert.equal(audits.length, 61));

  for (const { id, name, fn } of audits) {
    it(`${id} ${name}`, async () => {
      const result = await fn();
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined);
    });
  }
});
