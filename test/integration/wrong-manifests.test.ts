import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { checkStart, loadSettings, StartError } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { apolloManifest, sha256 } from '../support/documents-served.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const a = 'query A { __typename }';
const b = 'query B { __typename }';
const manifest = (...operations: unknown[]): string =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
const operation = (id: string, name: string, body: string) => ({ id, name, type: 'query', body });

interface WrongManifest {
  readonly files: Readonly<Record<string, string>>;
  /** `./m` if not given. */
  readonly manifests?: readonly string[];
  /** Every line; `DIR/` is the folder of the files. */
  readonly says: readonly RegExp[];
}

const wrongManifests: Readonly<Record<string, WrongManifest>> = {
  'a file that does not exist': {
    files: {},
    manifests: ['./1.json'],
    says: [/trustedDocuments\.manifests\.0: DIR\/1\.json: the file does not exist$/],
  },
  'a folder without manifests': {
    files: { 'm/readme.md': '' },
    says: [/^DIR\/m: the folder has no \*\.json files$/],
  },
  'a file name without a version': {
    files: { 'm/ios@.json': '{}' },
    says: [/^DIR\/m\/ios@\.json: a manifest is named <client>@<version>\.json or <version>\.json$/],
  },
  'two manifests of one version': {
    files: { 'm/1.json': '{}', 'n/1.json': '{}' },
    manifests: ['./m', './n'],
    says: [/^DIR\/n\/1\.json: the version 1 has a manifest already: DIR\/m\/1\.json$/],
  },
  'more manifests than are allowed': {
    files: Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`${index < 51 ? 'm' : 'n'}/${index}.json`, '{}']),
    ),
    manifests: ['./m', './n'],
    says: [/^DIR\/m: found 101 manifests; allowed are 100$/],
  },
  'text that is not JSON': { files: { 'm/1.json': '{' }, says: [/^DIR\/m\/1\.json: not valid JSON: ./] },
  'JSON of another kind': {
    files: { 'm/1.json': '[]', 'm/2.json': '{"a": 1}' },
    says: [/^DIR\/m\/1\.json: not a manifest: allowed are /, /^DIR\/m\/2\.json: "a": found 1; allowed are /],
  },
  'another format, or another version of it': {
    files: {
      'm/1.json': '{"format": "mine"}',
      'm/2.json': manifest().replace('1', '2'),
      'm/3.json': manifest().replace('[]', '{}'),
    },
    says: [
      /^DIR\/m\/1\.json: format: found "mine"; allowed is "apollo-persisted-query-manifest"$/,
      /^DIR\/m\/2\.json: version: found 2; allowed is 1$/,
      /^DIR\/m\/3\.json: operations: found \{\}; allowed is a list$/,
    ],
  },
  'an incomplete operation': {
    files: { 'm/1.json': manifest(operation('a', 'A', a), { id: 'b', name: 'B' }), 'm/2.json': manifest(7) },
    says: [
      /^DIR\/m\/1\.json: operations\.1\.body: found nothing; allowed is a text$/,
      /^DIR\/m\/2\.json: operations\.0: found 7; allowed is an object$/,
    ],
  },
  'more operations than are allowed': {
    files: {
      'm/1.json': JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, id) => [id, a]))),
    },
    says: [/^DIR\/m\/1\.json: found 10001 operations; allowed are 10000$/],
  },
  'a file that is too large': {
    files: { 'm/1.json': ' '.repeat(16 * 1024 * 1024 + 1) },
    says: [/^DIR\/m\/1\.json: the file is larger than the 16777216 bytes allowed$/],
  },
  'invalid documents and ids, each of them': {
    files: {
      'm/1.json': manifest(
        operation('', 'A', a),
        operation('x'.repeat(257), 'A', a),
        operation('a b', 'A', a),
        operation('1', 'A', 'query A {\n  {'),
        operation('2', 'A', `${a} ${b}`),
        operation('3', 'A', 'fragment F on Query { __typename }'),
        operation('4', 'A', b),
        operation('5', 'A', `${a} #${'x'.repeat(256 * 1024)}`),
        operation(sha256(b), 'A', a),
      ),
      'm/2.json': JSON.stringify({ [`sha256:${sha256(b)}`]: a }),
    },
    says: [
      /^DIR\/m\/1\.json: A: found the id ""; allowed are 1 to 256 printable characters of ASCII$/,
      /^DIR\/m\/1\.json: A: found the id "x{79,80}"?; allowed are /,
      /^DIR\/m\/1\.json: A: found the id "a b"; allowed are /,
      /^DIR\/m\/1\.json: A: Syntax Error: .* \(line 2, column 3 of the document\)$/,
      /^DIR\/m\/1\.json: A: the document has 2 operations; allowed is one$/,
      /^DIR\/m\/1\.json: A: the document has 0 operations; allowed is one$/,
      /^DIR\/m\/1\.json: A: the operation of the document is called B$/,
      /^DIR\/m\/1\.json: A: the document is larger than the 262144 bytes allowed$/,
      new RegExp(
        `^DIR/m/1\\.json: A: the id ${sha256(b)} is not the SHA-256 of the document, which is ${sha256(a)}$`,
      ),
      /^DIR\/m\/2\.json: "sha256:[0-9a-f]{64}": the id sha256:[0-9a-f]{64} is not the SHA-256 of the document/,
    ],
  },
  'an id of two documents': {
    files: {
      'm/1.json': apolloManifest({ A: a }, { A: 'home' }),
      'm/2.json': apolloManifest({ B: b }, { B: 'home' }),
      'm/3.json': manifest(operation('own', 'A', a), operation('own', 'B', b)),
    },
    says: [
      /^DIR\/m\/2\.json: the id home stands for another document in DIR\/m\/1\.json$/,
      /^DIR\/m\/3\.json: the id own stands for another document in the same file$/,
    ],
  },
  'documents that are not valid for the client schema, in every file that has them': {
    files: {
      'm/1.json': apolloManifest({ Gone: 'query Gone {\n  gone\n}', A: a }),
      'm/2.json': apolloManifest({ Gone: 'query Gone {\n  gone\n}', Lost: 'query Lost { lost }' }),
      'm/3.json': JSON.stringify({ '1': '{ nowhere }' }),
    },
    says: [
      /^DIR\/m\/1\.json: Gone: Cannot query field "gone" on type "Query"\.$/,
      /^DIR\/m\/2\.json: Gone: Cannot query field "gone" on type "Query"\.$/,
      /^DIR\/m\/2\.json: Lost: Cannot query field "lost" on type "Query"\.$/,
      /^DIR\/m\/3\.json: the operation without a name: Cannot query field "nowhere" on type "Query"\.$/,
    ],
  },
};

for (const [name, { files, manifests = ['./m'], says }] of Object.entries(wrongManifests)) {
  it(`startup fails for a manifest with a problem: ${name}`, async (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': `supergraph: ${join(projectRoot, 'schemas/supergraph.graphql')}
trustedDocuments: { manifests: ${JSON.stringify(manifests)} }
upstreams:
  sources:
    pricing: { url: "http://127.0.0.1:1" }
    search: { url: "http://127.0.0.1:1" }
    recommendations: { url: "http://127.0.0.1:1" }
    carrier: { url: "http://127.0.0.1:1" }
`,
      ...files,
    });
    assert.deepEqual(await linesOf(join(directory, 'bff.yaml'), directory, says), says.map(String));
  });
}

it('startup fails for a mode that would refuse every document', (context) => {
  const directory = temporaryFiles(context, {
    'bff.yaml': 'supergraph: ./graph.graphql\ntrustedDocuments:\n  mode: enforce\n',
  });
  assert.throws(
    () => loadSettings(join(directory, 'bff.yaml')),
    /bff\.yaml:3: trustedDocuments\.mode: found "enforce" without documents; set trustedDocuments\.directory or \.manifests$/,
  );
});

/** The reported problems, each line as the pattern that it matches. */
async function linesOf(file: string, directory: string, says: readonly RegExp[]): Promise<string[]> {
  try {
    await checkStart(loadSettings(file));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const lines = error.message.replaceAll(directory, 'DIR').split('\n');
    return lines.map((line, index) => (says[index]?.test(line) ? String(says[index]) : line));
  }
  return [];
}
