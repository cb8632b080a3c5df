import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decodedSentence, houseWords } from './house-words.ts';
import { projectRoot } from './project-root.ts';
import { isGenerated } from './rule-kinds.ts';
import { separateSource } from './source-text.ts';

interface Line {
  readonly at: string;
  readonly text: string;
}

describe('prose', () => {
  const lines = readProse();

  for (const { pattern, write } of houseWords) {
    it(`does not use ${pattern.source}: write ${write}`, () => {
      const found = lines.filter(({ text }) => text.search(pattern) !== -1);
      assert.deepEqual(
        found.map(({ at, text }) => `${at}: ${text.trim()}`),
        [],
      );
    });
  }

  it('begins fewer than one in a hundred comments with a relative clause or a bare preposition', () => {
    const found = lines.filter(({ text }) => decodedSentence.test(text.trim()));
    assert.ok(
      found.length < lines.length / 100,
      `${found.length} of ${lines.length}:\n${found.map(({ at, text }) => `${at}: ${text.trim()}`).join('\n')}`,
    );
  });
});

/** The lines of comments and documents, without code. */
function readProse(): Line[] {
  const files = execFileSync('git', ['ls-files', '*.ts', '*.md'], { cwd: projectRoot, encoding: 'utf8' });
  return files
    .split('\n')
    .filter((path) => path !== '' && !isGenerated(path))
    .flatMap((path) => {
      const source = readFileSync(join(projectRoot, path), 'utf8');
      const prose = path.endsWith('.md') ? withoutCodeBlocks(source) : separateSource(source).comments;
      return prose
        .split('\n')
        .map((text, index) => ({ at: `${path}:${index + 1}`, text: withoutCode(text) }))
        .filter(({ text }) => /[a-z]/i.test(text));
    });
}

/** Keeps the number of lines. */
function withoutCodeBlocks(text: string): string {
  return text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ''));
}

function withoutCode(line: string): string {
  return line
    .replace(/`[^`]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/^\s*(?:\/\*\*?|\*\/?|\/\/)/, '')
    .replace(/\*\/\s*$/, '');
}
