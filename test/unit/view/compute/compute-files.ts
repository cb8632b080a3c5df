import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Presentation } from '../../../../shared/core/presentation.ts';
import { ComputeFailure } from '../../../../shared/view/compute/compute-failure.ts';
import { type ComputeFunctions, loadCompute } from '../../../../shared/view/compute/load-compute.ts';

export const root = realpathSync(mkdtempSync(join(tmpdir(), 'compute-')));
// Several files of tests that run in one process share this module.
process.once('exit', () => rmSync(root, { recursive: true }));

export const presentation: Presentation = {
  profile: 1,
  profileName: 'saveData',
  locale: 'de',
  nowMs: 86_400_000,
};

let count = 0;

/** Writes a `compute.ts` with this text, and other files by name; returns its path. */
export function write(text: string, others: Readonly<Record<string, string>> = {}): string {
  count += 1;
  const folder = join(root, `client-${count}`);
  for (const [name, content] of Object.entries({ 'compute.ts': text, ...others })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(folder, 'compute.ts');
}

export function load(text: string, others?: Readonly<Record<string, string>>): Promise<ComputeFunctions> {
  return loadCompute(write(text, others));
}

/** Calls a function with this body. */
export async function call(body: string, object: unknown = null, args: unknown = null): Promise<unknown> {
  const functions = await load(`export const f = (object: any, args: any, env: any): unknown => ${body};`);
  return functions.find('f')?.(object, args, presentation);
}

/** The reason for which a function with this body fails. */
export async function reasonOf(body: string, object?: unknown): Promise<string> {
  const value = await call(body, object);
  assert.ok(value instanceof ComputeFailure, JSON.stringify(value));
  assert.equal(value.fn, 'f');
  return value.reason;
}
