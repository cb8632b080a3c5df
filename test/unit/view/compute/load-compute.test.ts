import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { StartError } from '../../../../shared/core/start-error.ts';
import { loadCompute } from '../../../../shared/view/compute/load-compute.ts';
import { call, load, presentation, reasonOf, root, write } from './compute-files.ts';

async function refusal(text: string, others?: Readonly<Record<string, string>>): Promise<string> {
  let message = '';
  await assert.rejects(load(text, others), (error) => {
    assert.ok(error instanceof StartError);
    message = error.message.replace(/\S*\/client-\d+\//g, '');
    return true;
  });
  return message;
}

describe('functions of a compute.ts', () => {
  it('are called with object, arguments and environment', async () => {
    const functions = await load(
      `import type { ComputeFunction } from '../../nowhere/index.ts';
      import { type Other, double } from './arithmetic.ts';
      import rates from './rates.json';
      export interface Stock { readonly level: number }
      export const promise: ComputeFunction<Stock, { days: number }, string> = ({ level }, { days }, env) =>
        \`\${double(level)} \${days * rates.day} \${env.locale} \${env.profile} \${new Date(env.nowMs).toISOString()}\`;
      export function also(this: unknown): unknown { return this; }`,
      {
        'arithmetic.ts':
          'export type Other = number; export enum Two { Two = 2 } export const double = (n: number): number => Two.Two * n;',
        'rates.json': '{"day": 7}',
      },
    );
    assert.deepEqual(functions.names, ['also', 'promise']);
    assert.deepEqual(
      functions.find('promise')?.({ level: 4 }, { days: 2 }, presentation),
      '8 14 de saveData 1970-01-02T00:00:00.000Z',
    );
    assert.equal(functions.find('also')?.({}, {}, presentation), null);
    assert.equal(functions.find('toString'), undefined);
    assert.deepEqual(functions.files.map((file) => file.replace(/.*\//, '')).sort(), [
      'arithmetic.ts',
      'compute.ts',
      'rates.json',
    ]);
  });

  it('can be loaded concurrently', async () => {
    const values = await Promise.all(Array.from({ length: 4 }, (_, index) => call(`${index} + object`, 1)));
    assert.deepEqual(values, [1, 2, 3, 4]);
  });

  it('can be written in JavaScript', async () => {
    const path = write('', { 'compute.js': 'export const f = (object) => object.a + 1;' }).replace(
      /ts$/,
      'js',
    );
    assert.equal((await loadCompute(path)).find('f')?.({ a: 1 }, null, presentation), 2);
  });

  it('return copies of JSON values', async () => {
    const object = { a: [1, { b: null }], constructor: 'c', ['__proto__']: { toString: 1 } };
    const result = await call(
      '({ ...object, list: object.a.map((x: any) => x), none: undefined, __proto__: null })',
      object,
    );
    assert.deepEqual(result, { ...object, list: object.a });
    assert.notEqual(result, object);
    assert.deepEqual(await call('object', object), object);
    assert.ok(Array.isArray(await call('[1, undefined]')));
    assert.deepEqual(await call('[1, undefined, "a", true]'), [1, null, 'a', true]);
    for (const body of ['undefined', 'null', 'void 0']) assert.equal(await call(body), null);
    assert.equal(await call('0.5'), 0.5);
  });

  it('cannot change their inputs', async () => {
    const object = { list: [3, 1, 2], inner: { a: 1 } };
    assert.deepEqual(await call('[object.list.sort(), object.inner.a = 2]', object), [[1, 2, 3], 2]);
    assert.deepEqual(object, { list: [3, 1, 2], inner: { a: 1 } });
  });

  it('return a failure if they throw, whatever they throw', async () => {
    assert.match(await reasonOf('object.price.amount', { price: null }), /Cannot read properties of null/);
    assert.equal(await reasonOf('(() => { throw "text"; })()'), 'text');
    assert.equal(await reasonOf('(() => { throw null; })()'), 'null');
    assert.equal(
      await reasonOf('(() => { throw { get message() { throw 1; } }; })()'),
      'it threw a value that cannot be printed',
    );
    assert.equal((await reasonOf('(() => { throw new Error("a".repeat(9999)); })()')).length, 500);
    assert.match(await reasonOf('(function f(): number { return f() + 1; })()'), /call stack/);
  });

  for (const [body, found] of [
    ['NaN', 'NaN'],
    ['[1 / 0]', 'Infinity'],
    ['2n ** 300n', 'a bigint'],
    ['Symbol.iterator', 'a symbol'],
    ['() => 1', 'a function'],
    ['new Date(0)', 'a Date'],
    ['({ a: new Map() })', 'a Map'],
    ['/a/', 'a RegExp'],
    ['new (class Money {})()', 'a Object'],
  ] as const) {
    it(`fail if they return ${body}`, async () => {
      assert.equal(
        await reasonOf(body),
        `returned ${found}; allowed are strings, finite numbers, bigints, booleans, null, and lists and plain objects of these`,
      );
    });
  }

  it('fail if they return too many values or levels', async () => {
    assert.equal(
      await reasonOf('{ const list: any[] = []; list.push(list, list); return list; }'),
      'returned more than 32 levels',
    );
    assert.equal(await reasonOf('new Array(1e9)'), 'returned more than 10000 values');
    assert.equal(
      await reasonOf(
        '{ let list: any[] = [1, 1]; for (let i = 0; i < 20; i += 1) list = [list, list]; return list; }',
      ),
      'returned more than 10000 values',
    );
  });
});

describe('a compute.ts is refused', () => {
  it('with file, line and column for a syntax error', async () => {
    assert.equal(await refusal('export const a = 1;\nexport const f = ;'), 'compute.ts:2:18: Unexpected ";"');
    assert.equal(
      await refusal('export { f } from "./other.ts";', { 'other.ts': 'export const f = ) => 1;' }),
      'other.ts:1:18: Unexpected ")"',
    );
  });

  for (const [line, message] of [
    [
      "import { readFileSync } from 'node:fs'; export const f = () => readFileSync('/');",
      '1:30: found an import of "node:fs"',
    ],
    ["import fs from 'fs'; export const f = () => fs;", '1:16: found an import of "fs"'],
    ["import { parse } from 'graphql'; export const f = () => parse;", '1:23: found an import of "graphql"'],
    ["export * from 'https://example.com/a.js';", '1:15: found an import of "https://example.com/a.js"'],
    ["import '/etc/passwd'; export const f = () => 1;", '1:8: found an import of "/etc/passwd"'],
    [
      "import { x } from '../other/x.ts'; export const f = () => x;",
      '1:19: found an import of "../other/x.ts"; allowed are files in its own folder',
    ],
    ["export const f = () => require('fs');", '1:32: found require-call of "fs"'],
    ["export const f = () => import('./a.ts');", '1:31: found dynamic-import of "./a.ts"'],
    ["import { x } from './a.ts'; export const f = () => x;", '1:19: Could not resolve "./a.ts"'],
    ['export const f = async () => 1;', '1:18: found async code; functions must be synchronous'],
    ['export function* f() {}', '1:16: found a generator function; allowed are plain functions'],
    ['await 1; export const f = () => 1;', '1:1: found async code'],
  ] as const) {
    it(`for ${line}`, async () => {
      const found = await refusal(line);
      assert.ok(found.startsWith(`compute.ts:${message}`), found);
    });
  }

  it('if it exports anything but named functions', async () => {
    assert.equal(
      await refusal('export const a = 1; export const f = () => 1; export default f;'),
      'compute.ts: found the export a, which is not a function; allowed are functions and types\n' +
        'compute.ts: found a default export; allowed are functions with names',
    );
    assert.equal(await refusal('const f = 1;'), 'compute.ts: found no exports; expected exported functions');
  });

  it('if its evaluation fails or does not end', async () => {
    assert.match(
      await refusal('export const f = () => 1; (null as any).a;'),
      /cannot be evaluated: Cannot read/,
    );
    assert.match(
      await refusal('export const f = () => 1; for (;;);'),
      /cannot be evaluated: Script execution timed out/,
    );
    assert.match(await refusal('export const f = () => 1; process.exit(1);'), /process is not defined/);
  });

  it('if it is missing or too large', async () => {
    await assert.rejects(loadCompute(join(root, 'none.ts')), /none.ts: the file does not exist/);
    const large = `// ${'a'.repeat(200 * 1024)}\n`;
    assert.match(await refusal(large + large), /larger than the 262144 bytes allowed/);
    assert.match(
      await refusal(`import { x } from './a.ts'; export const f = () => x;${large}`, {
        'a.ts': `export const x = 1;${large}`,
      }),
      /bytes including imports; allowed are at most 262144/,
    );
    const functions = Array.from({ length: 201 }, (_, index) => `export const f${index} = () => 1;`);
    assert.equal(
      await refusal(functions.join('\n')),
      'compute.ts: found 201 functions; allowed are at most 200',
    );
  });
});
