import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadSettings } from '../../../shared/config/load-settings.ts';
import type { Settings } from '../../../shared/config/settings-schema.ts';
import { viewOptions } from '../../../shared/config/view-options.ts';
import type { ViewOptions } from '../../../shared/view/view-options.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

function load(context: TestContext, text: string, environment: NodeJS.ProcessEnv = {}): Settings {
  const directory = temporaryFiles(context, { 'bff.yaml': `supergraph: ./graph.graphql\n${text}\n` });
  return loadSettings(join(directory, 'bff.yaml'), {}, environment);
}

const six = ['a', 'b', 'c', 'd', 'e', 'f']
  .map((name) => `${name}: { when: { headers: { x-a: "${name}" } } }`)
  .join(', ');
const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(', ');
const profile = (text: string): string => `view: { profiles: { low: { ${text} } } }`;
const when = 'when: { headers: { save-data: "on" } }';
const slots = 'images: { slots: { CARD: { width: 320, height: 180 } } }';
const versions = 'versions: { a: { aliases: [v1] }, b: {} }';

const refused: readonly (readonly [string, RegExp])[] = [
  ['engine: reference\nview: { files: [a] }', /:3: view: views require engine: native/],
  ['view: { compute: ./compute.ts }', /view\.compute: compute functions require a view: set view\.files/],
  ['view: { fiels: [] }', /view\.fiels: unknown setting; did you mean files\?/],
  ['view: { files: a.graphql }', /view\.files: found "/],
  ['view: { files: [1] }', /view\.files\.0: found 1/],
  ['view: { locales: [] }', /view\.locales: found \[\]/],
  [`view: { locales: [${many(51, () => 'en')}] }`, /view\.locales: found/],
  ['view: { locales: [en_US] }', /view\.locales\.0: found "en_US"; allowed is a language tag/],
  ['view: { locales: [xx-YY] }', /view\.locales\.0: found "xx-YY"; allowed is a language tag/],
  ['view: { locales: [""] }', /view\.locales\.0: found ""/],
  ['view: { locales: [de, en, DE] }', /view\.locales\.2: found "de" twice/],

  [`view: { profiles: { ${six} } }`, /view\.profiles: found 6 profiles; allowed are at most 5/],
  [`view: { profiles: { Low: { ${when} } } }`, /view\.profiles\.Low: found the name "Low"/],
  [`view: { profiles: { low-data: { ${when} } } }`, /view\.profiles\.low-data: found the name/],
  [`view: { profiles: { ${'a'.repeat(33)}: { ${when} } } }`, /found the name "a{33}"/],
  [
    `view: { profiles: { default: { ${when} } } }`,
    /profiles\.default: the settings .* those of view\.default/,
  ],
  [profile('caps: 1'), /profiles\.low\.when: this setting is required/],
  [profile('when: {}'), /profiles\.low\.when: found no condition/],
  [profile('when: { headers: {} }'), /profiles\.low\.when: found no condition/],
  [profile('when: { header: {} }'), /profiles\.low\.when\.header: unknown setting; did you mean headers\?/],
  [profile('when: { headers: { Save-Data: "on" } }'), /when\.headers\.Save-Data: found "Save-Data"/],
  [profile('when: { headers: { cookie: a } }'), /when\.headers\.cookie: this header cannot select a profile/],
  [profile('when: { headers: { host: a } }'), /when\.headers\.host: this header cannot select a profile/],
  [
    profile('when: { headers: { a: true } }'),
    /when\.headers\.a: found true; allowed is a string of 1 to 128/,
  ],
  [profile('when: { headers: { a: [] } }'), /when\.headers\.a: found \[\]; allowed is a string/],
  [profile('when: { headers: { a: "" } }'), /when\.headers\.a: found ""; allowed is a string/],
  [profile(`when: { claims: { a: ${'a'.repeat(129)} } }`), /when\.claims\.a: found "a+; allowed is a string/],
  [profile(`when: { claims: { a: [${many(21, String)}] } }`), /when\.claims\.a: found \[/],
  [profile(`when: { claims: { ${'a'.repeat(129)}: b } }`), /when\.claims\.a{129}: found/],
  [profile(`${when}, caps: 0.05`), /profiles\.low\.caps: found 0\.05/],
  [profile(`${when}, caps: 4.1`), /profiles\.low\.caps: found 4\.1/],
  [profile(`${when}, imageQuality: 0`), /profiles\.low\.imageQuality: found 0/],
  [profile(`${when}, imageQuality: 101`), /profiles\.low\.imageQuality: found 101/],
  [profile(`${when}, slots: { CARD: { width: 1 } }`), /profiles\.low\.slots\.CARD: .* has no slot "CARD"/],
  [
    `view: { ${slots}, default: { slots: { CRAD: { width: 1 } } } }`,
    /view\.default\.slots\.CRAD: view\.images\.slots has no slot "CRAD"; did you mean CARD\?/,
  ],
  [
    `view: { ${slots}, default: { imageQuality: 50, slots: { CARD: { quality: 60 } } } }`,
    /view\.default\.slots\.CARD\.quality: imageQuality applies to every image/,
  ],
  ['view: { default: { when: {} } }', /view\.default\.when: unknown setting/],

  [
    'view: { images: { slots: { card: { width: 1, height: 1 } } } }',
    /images\.slots\.card: found the name "card"/,
  ],
  [
    `view: { images: { slots: { ${many(51, (index) => `S${index}: { width: 1, height: 1 }`)} } } }`,
    /view\.images\.slots: found 51 slots; allowed are at most 50/,
  ],
  ['view: { images: { slots: { A: { width: 1 } } } }', /images\.slots\.A\.height: this setting is required/],
  ['view: { images: { slots: { A: { width: 0, height: 1 } } } }', /images\.slots\.A\.width: found 0/],
  ['view: { images: { slots: { A: { width: 1, height: 8193 } } } }', /images\.slots\.A\.height: found 8193/],
  [
    'view: { images: { slots: { A: { width: 1, height: 1, format: gif } } } }',
    /images\.slots\.A\.format: found "gif"/,
  ],
  ['view: { images: { slots: { A: { width: 1, height: 1, quality: 0 } } } }', /A\.quality: found 0/],
  ['view: { images: { template: "?w={width}" } }', /images\.template: found \{url\} 0 times/],
  [
    'view: { images: { template: "{url}?w={widht}" } }',
    /template: found \{widht\}; allowed are .*; did you mean \{width\}\?/,
  ],
  [`view: { images: { template: "{url}${'a'.repeat(500)}" } }`, /images\.template: found/],
  ['view: { images: { signing: { parameter: s } } }', /signing\.key: found a value that is not a string/],
  [
    'view: { images: { signing: { key: 0123456789abcdef, parameter: "s=" } } }',
    /signing\.parameter: found "s="/,
  ],

  ['view: { versions: {} }', /view\.versions: found 0 versions; allowed are 1 to 20/],
  [`view: { versions: { ${many(21, (index) => `v${index}: {}`)} } }`, /view\.versions: found 21 versions/],
  [`view: { files: [a], ${versions} }`, /view\.files: each of view\.versions has its own files/],
  ['view: { versions: { "a/b": {} } }', /view\.versions\.a\/b: found the name "a\/b"; allowed are/],
  [`view: { versions: { ${'a'.repeat(33)}: {} } }`, /found the name "a{33}"/],
  ['view: { versions: { graphql: {} } }', /versions\.graphql: found .*it cannot be called graphql/],
  ['view: { versions: { a: { aliases: [graphql] } } }', /a\.aliases\.0: .*it cannot be called graphql/],
  ['view: { versions: { a: { aliases: [b] }, b: {} } }', /a\.aliases\.0: found "b", which is a name of "b"/],
  ['view: { versions: { a: { aliases: [a] } } }', /a\.aliases\.0: found "a", which is a name of "a"/],
  ['view: { versions: { a: { aliases: [x] }, b: { aliases: [x] } } }', /b\.aliases\.0: found "x", .* of "a"/],
  ['view: { versions: { a: { aliases: ["x y"] } } }', /a\.aliases\.0: found "x y"/],
  [
    'view: { versions: { a: { deprecated: 2027-02-30 } } }',
    /a\.deprecated: found "2027-02-30"; allowed is a date/,
  ],
  [
    'view: { versions: { a: { sunset: soon } } }',
    /a\.sunset: found "soon"; allowed is a date such as 2027-01-31/,
  ],
  [
    'view: { versions: { a: { deprecated: 2027-02-01, sunset: 2027-01-31 } } }',
    /a\.sunset: found 2027-01-31; it must not be before deprecated \(2027-02-01\)/,
  ],
  ['view: { versioning: { header: x-version } }', /view\.versioning: .* set view\.versions/],
  [
    `view: { ${versions}, versioning: { default: v2 } }`,
    /versioning\.default: view\.versions has no "v2"; did you mean v1\?/,
  ],
  [
    `view: { ${versions}, versioning: { removed: [v1] } }`,
    /removed\.0: found "v1", which is in view\.versions/,
  ],
  [`view: { ${versions}, versioning: { query: variables } }`, /versioning\.query: found "variables"; this/],
  [`view: { ${versions}, versioning: { query: "a=b" } }`, /versioning\.query: found "a=b"/],
  [`view: { ${versions}, versioning: { header: Api-Version } }`, /versioning\.header: found "Api-Version"/],
  [
    `view: { ${versions}, versioning: { header: accept } }`,
    /versioning\.header: found "accept"; this header/,
  ],
  [
    `view: { ${versions}, versioning: { mediaType: json } }`,
    /versioning\.mediaType: found "json"; allowed is vnd/,
  ],
  [`view: { ${versions}, versioning: { claim: "" } }`, /versioning\.claim: found ""/],
];

describe('view settings', () => {
  for (const [text, problem] of refused) {
    it(`loadSettings rejects: ${text.replaceAll('\n', ' ').slice(0, 120)}`, (context) => {
      assert.throws(() => load(context, text), problem);
    });
  }

  it('messages never show a signing key, not even an invalid one', (context) => {
    const text = 'view: { images: { signing: { key: "${env.KEY}", parameter: s } } }';
    for (const key of ['123456789012', 'too-short', 'x'.repeat(513)]) {
      assert.throws(
        () => load(context, text, { KEY: key }),
        ({ message }: Error) => /signing\.key: found/.test(message) && !message.includes(key),
      );
    }
    const key = 'a key that is long enough';
    assert.equal(load(context, text, { KEY: key }).view.images.signing?.key, key);
  });

  it('the defaults are an empty view with every engine', (context) => {
    const { view } = load(context, 'engine: reference');
    assert.deepEqual([view.files, view.locales, view.profiles], [[], ['en-US'], {}]);
    assert.equal(view.versions, undefined);
  });

  it('file names are resolved relative to the settings file that contains them', (context) => {
    const directory = temporaryFiles(context, {
      'base/base.yaml':
        'supergraph: ./g.graphql\nview: { files: [one.graphql, ../two.graphql], compute: c.ts }\n',
      'web/bff.yaml': 'extends: ../base/base.yaml\nview: { compute: own.ts }\n',
      'partner/bff.yaml': `extends: ../base/base.yaml
view: { files: [], versions: { a: { files: [a.graphql, /b.graphql], operations: operations/a } } }
`,
    });
    const web = loadSettings(join(directory, 'web', 'bff.yaml')).view;
    assert.deepEqual(web.files, [join(directory, 'base', 'one.graphql'), join(directory, 'two.graphql')]);
    assert.equal(web.compute, join(directory, 'web', 'own.ts'));
    const version = loadSettings(join(directory, 'partner', 'bff.yaml')).view.versions?.['a'];
    assert.deepEqual(version?.files, [join(directory, 'partner', 'a.graphql'), '/b.graphql']);
    assert.equal(version?.operations, join(directory, 'partner', 'operations', 'a'));
  });

  it('language tags are canonicalized, and single condition values become lists', (context) => {
    const text = `view: { locales: [EN-us, zh-hant], profiles: { low: { ${when} } } }`;
    const { locales, profiles } = load(context, text).view;
    assert.deepEqual(locales, ['en-US', 'zh-Hant']);
    assert.deepEqual(profiles['low']?.when.headers, { 'save-data': ['on'] });
  });

  it('profiles retain their order, those of the extended file first', (context) => {
    const directory = temporaryFiles(context, {
      'base.yaml': `supergraph: g\nview: { profiles: { z: { ${when} }, y: { ${when} } } }\n`,
      'bff.yaml': `extends: ./base.yaml\nview: { profiles: { a: { ${when} }, y: { caps: 2 } } }\n`,
    });
    const { view } = loadSettings(join(directory, 'bff.yaml'));
    assert.deepEqual(Object.keys(view.profiles), ['z', 'y', 'a']);
    assert.equal(view.profiles['y']?.caps, 2);
  });

  it('viewOptions completes the slots of each profile', (context) => {
    const { view } = load(
      context,
      `view:
  default: { caps: 0.5 }
  profiles:
    lowData: { ${when}, imageQuality: 50, slots: { CARD: { width: 160, height: 90 } } }
    low: { ${when}, slots: { CARD: { format: webp, quality: 60 } } }
  images:
    slots: { CARD: { width: 320, height: 180 }, HERO: { width: 1280, height: 720, format: avif, quality: 80 } }
`,
    );
    const options: ViewOptions = viewOptions(view);
    const card = { width: 320, height: 180, format: 'jpeg', quality: 75 };
    assert.deepEqual(options, {
      profiles: [
        { name: 'default', caps: 0.5, imageQuality: undefined, slots: {} },
        { name: 'lowData', caps: 1, imageQuality: 50, slots: { CARD: { ...card, width: 160, height: 90 } } },
        {
          name: 'low',
          caps: 1,
          imageQuality: undefined,
          slots: { CARD: { ...card, format: 'webp', quality: 60 } },
        },
      ],
      images: {
        slots: { CARD: card, HERO: { width: 1280, height: 720, format: 'avif', quality: 80 } },
        template: '{url}?w={width}&h={height}&fm={format}&q={quality}',
        signing: undefined,
      },
    });
  });
});
