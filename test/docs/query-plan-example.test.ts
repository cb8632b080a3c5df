import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { composeGraph, planOperation } from '../support/planned-graph.ts';

const page = readFileSync(join(projectRoot, 'docs/guide/query-plans.md'), 'utf8');

/** Blocks of code in a language, in order. */
function blocks(language: string): string[] {
  return Array.from(
    page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g')),
    ([, code = '']) => code,
  );
}

describe('the guide of query plans', () => {
  it('draws the plan of its example', async () => {
    const [sdl = '', operation = ''] = blocks('graphql');
    const subgraphs = sdl.split(/^# /m).flatMap((part) => {
      const [name = '', ...lines] = part.split('\n');
      return name === '' ? [] : [[name, lines.join('\n')] as const];
    });
    const planned = await planOperation(composeGraph(Object.fromEntries(subgraphs)), operation);
    const drawn = (blocks('mermaid')[0] ?? '').split('\n').flatMap((line) => {
      const [, from, to] = /^\s*(\w+)(?:\[.*?\])? --> (\w+)/.exec(line) ?? [];
      return from === undefined ? [] : [`${from} --> ${to}`];
    });
    const { fetches } = planned.plan;
    const found = fetches.flatMap(({ subgraph, after }) =>
      after.map((index) => `${fetches[index]?.subgraph} --> ${subgraph}`),
    );
    assert.deepEqual(drawn.sort(), found.sort());
  });
});
