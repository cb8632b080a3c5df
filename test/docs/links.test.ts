import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { projectRoot } from '../architecture/project-root.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
const builtIn = ['ci', 'start', 'test'];

describe('the documentation', () => {
  for (const path of pages()) {
    const text = read(path);

    it(`${path} links to existing targets`, () => {
      assert.deepEqual(
        links(text).filter((target) => !resolves(path, target)),
        [],
      );
    });

    it(`${path} names scripts of package.json`, () => {
      const names = Array.from(text.matchAll(/\bnpm run ([\w:]+)/g), ([, name = '']) => name);
      const short = Array.from(text.matchAll(/`npm ([\w:]+)/g), ([, name = '']) => name);
      assert.deepEqual(
        names.filter((name) => scripts[name] === undefined),
        [],
      );
      assert.deepEqual(
        short.filter((name) => name !== 'run' && !builtIn.includes(name)),
        [],
      );
    });
  }
});

describe('the link checker', () => {
  it('the link checker finds a link to a missing file or heading', () => {
    for (const target of [
      'missing.md',
      'docs/guide/',
      'CONTRIBUTING.md#no-such-heading',
      '#no-such-heading',
    ]) {
      assert.equal(resolves('README.md', target), target === 'docs/guide/', target);
    }
    assert.ok(resolves('docs/decisions/README.md', '../../CONTRIBUTING.md#the-rules-of-the-house'));
  });

  it('the link checker ignores code', () => {
    assert.deepEqual(links('[a](b.md) `[c](d.md)`\n```\n[e](f.md)\n```\n[g](h.md#i)'), ['b.md', 'h.md#i']);
  });
});

/** Every Markdown page of the project. */
function pages(): string[] {
  const folders = ['bench', 'bffs', 'demo', 'deploy', 'docs', 'shared', 'test'].filter((folder) =>
    existsSync(join(projectRoot, folder)),
  );
  const inside = folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path),
    ),
  );
  const pagesOfOurs = [...readdirSync(projectRoot), ...inside].filter((path) => path.endsWith('.md'));
  return pagesOfOurs.filter((path) => !path.includes('node_modules'));
}

/** Targets inside the project, except those in code. */
function links(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z]+:/.test(target),
  );
}

function resolves(page: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(projectRoot, file))) return false;
  return heading === undefined || headings(read(file)).includes(heading);
}

/** Heading anchors as GitHub derives them. */
function headings(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
