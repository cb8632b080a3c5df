import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, load, presentation, reasonOf } from './compute-files.ts';

describe('functions of a compute.ts have no side effects', () => {
  for (const name of [
    'process',
    'module',
    'fetch',
    'console',
    'setTimeout',
    'queueMicrotask',
    'Promise',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'eval',
    'Buffer',
    'performance',
  ]) {
    it(`${name} is not defined`, async () => {
      assert.deepEqual(await call(`[typeof ${name}, typeof (globalThis as any).${name}]`), [
        'undefined',
        'undefined',
      ]);
    });
  }

  for (const [body, reason] of [
    ['Math.random()', /Math.random is not available.*deterministic/],
    ['Date.now()', /Date.now is not available.*env.nowMs/],
    ['new Date().getTime()', /new Date\(\) is not available.*env.nowMs/],
    ['(Date as any)()', /without 'new'/],
    ['new (new Date(0).constructor as any)()', /new Date\(\) is not available/],
    ['((Array.prototype as any).extra = 1)', /not extensible/],
    ['((globalThis as any).extra = 1)', /not extensible/],
    ['((Object.getPrototypeOf([].values()) as any).next = 1)', /read only/],
    ['(env.locale = "en")', /read only/],
    ['new Function("return 1")()', /Code generation/],
  ] as const) {
    it(`${body} fails`, async () => assert.match(await reasonOf(body), reason));
  }

  it('promises cannot be created', async () => {
    assert.equal(await call('typeof (Array as any).fromAsync'), 'undefined');
    assert.match(await reasonOf('import(object)', 'node:fs'), /Promise is not defined/);
  });

  it('require cannot be called', async () => {
    assert.match(
      await reasonOf('require(object)', 'node:fs'),
      /Dynamic require of "node:fs" is not supported/,
    );
  });

  it('dates with explicit values work', async () => {
    assert.deepEqual(
      await call(
        '[new Date(0) instanceof Date, Date.UTC(1970, 0, 2), Date.parse("1970-01-02"), new Date(1970, 0, 2, 3).getHours()]',
      ),
      [true, 86_400_000, 86_400_000, 3],
    );
  });

  const object = { list: [{ a: 1 }], inner: { a: 1 } };
  for (const start of [
    'object',
    'object.inner',
    'object.list',
    'object.list.map',
    'object.list[0]',
    'args',
    'env',
    'env.locale',
    'globalThis',
    'f',
    'thrown()',
  ]) {
    it(`${start} cannot be used to evaluate strings`, async () => {
      const functions = await load(`
        const thrown = () => { try { (null as any).a; } catch (error) { return error; } };
        export function f(this: any, object: any, args: any, env: any): unknown {
          try {
            return ${start}.constructor.constructor('return process')().pid;
          } catch (error) {
            return String(error);
          }
        }`);
      const found = functions.find('f')?.(object, { a: [1] }, presentation);
      assert.match(
        String(found),
        /Code generation from strings|Cannot read properties of undefined|not a function/,
      );
    });
  }
});
