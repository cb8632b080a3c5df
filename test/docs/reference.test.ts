import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { referenceFiles } from '../../docs/generate/reference-files.ts';
import { allowedValues, isGroup, settingRows } from '../../docs/generate/setting-rows.ts';
import { loadSettings, settingsFileJsonSchema, settingsJsonSchema } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const rows = settingRows(settingsJsonSchema());

describe('the reference', () => {
  for (const [path, text] of referenceFiles(projectRoot)) {
    it(`${path} is the output of \`npm run generate\``, () => assert.equal(read(path), text));
  }

  it('the reference describes every setting', () => {
    assert.ok(rows.length > 40);
    assert.deepEqual(
      rows.filter(({ schema }) => schema.description === undefined).map(({ key }) => key),
      [],
    );
  });

  it('the reference describes in words the allowed values of each setting', () => {
    const allowed = new Map(rows.map(({ key, schema }) => [key, allowedValues(schema)]));
    for (const [key, words] of [
      ['redis.url', 'a redis or rediss URL'],
      ['authentication.jwt.jwksUrl', 'an http or https URL'],
      ['workers', '`auto`, or a whole number from 1 to 256'],
      ['upstreams.all.breaker.failureRate', 'a number from 0.01 to 1'],
      ['degradation.fields.<name>.value', 'any value'],
      ['upstreams.subgraphs.<name>.endpoints[].weight', 'a whole number from 1 to 1000'],
      ['headers.all.response[].propagate.merge', '`first`, `last`, `append`'],
      ['headers.sources.<name>.request[].remove', 'a map'],
    ] as const) {
      assert.equal(allowed.get(key), words, key);
    }
    assert.deepEqual(
      [...allowed].filter(([, words]) => words.includes('undefined')),
      [],
    );
  });

  it('the reference has a valid example with a setting of every group', () => {
    const example = 'docs/generate/settings-example.yaml';
    const written = Object.keys(z.record(z.string(), z.unknown()).parse(parse(read(example))));
    const groups = rows.filter(({ key, schema }) => isGroup(schema) && !key.includes('.'));
    assert.deepEqual(
      groups.filter(({ key }) => !written.includes(key)),
      [],
    );
    const settings = loadSettings(join(projectRoot, example), {}, {});
    assert.equal(settings.listen.port, 4005);
    assert.equal(settings.upstreams.all.timeout, 800);
  });
});

describe('the JSON Schema of settings files', () => {
  const schema = z.fromJSONSchema(settingsFileJsonSchema());
  const accepts = (text: string): boolean => schema.safeParse(parse(text)).success;

  for (const path of ['bffs/base.yaml', ...clientSettings(), 'docs/generate/settings-example.yaml']) {
    it(`the JSON Schema accepts ${path}, which tells editors where to find it`, () => {
      assert.ok(accepts(read(path)));
      const [, target = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(path)) ?? [];
      assert.equal(join(path, '..', target), 'schemas/settings.schema.json');
    });
  }

  it('the JSON Schema accepts a value from the environment for every scalar', () => {
    for (const text of [
      'listen: { port: "${env.PORT}" }',
      'requestDeadline: ${env.DEADLINE:-5s}',
      'introspection: ${env.INTROSPECTION:-false}',
      'contract: { include: ["${env.TAG}"] }',
      'upstreams: { subgraphs: { catalog: { url: "http://${env.HOST:-localhost}:4101" } } }',
    ]) {
      assert.ok(accepts(text), text);
    }
  });

  it('the JSON Schema refuses values that startup would refuse', () => {
    for (const text of [
      'lisen: {}',
      'listen: { port: 70000 }',
      'listen: { port: "${PORT}" }',
      'requestDeadline: 5',
      'redis: { url: "http://127.0.0.1:6379" }',
      'upstreams: { subgraphs: { catalog: { timeout: soon } } }',
      'includeSubgraphErrors: { subgraphs: { catalog: 1 } }',
    ]) {
      assert.ok(!accepts(text), text);
    }
  });
});

function clientSettings(): string[] {
  return readdirSync(join(projectRoot, 'bffs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `bffs/${name}/bff.yaml`);
}
