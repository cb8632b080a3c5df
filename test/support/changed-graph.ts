import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { composeSupergraph } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { temporaryFiles } from './temporary-files.ts';

/** A text and its replacement. */
export type Edit = readonly [before: string, after: string];

/** Composes the supergraph of the demo with edited subgraphs, by name; returns the path of its file. */
export function changedGraph(context: TestContext, edits: Readonly<Record<string, readonly Edit[]>>): string {
  const schemas = join(projectRoot, 'schemas');
  const files = readdirSync(join(schemas, 'subgraphs')).map((name): readonly [string, string] => {
    const text = readFileSync(join(schemas, 'subgraphs', name), 'utf8');
    return [`subgraphs/${name}`, edited(text, edits[name.replace('.graphql', '')] ?? [])];
  });
  const directory = temporaryFiles(context, {
    ...Object.fromEntries(files),
    'supergraph.yaml': readFileSync(join(schemas, 'supergraph.yaml'), 'utf8'),
  });
  const path = join(directory, 'supergraph.graphql');
  writeFileSync(path, composeSupergraph(join(directory, 'supergraph.yaml')).supergraphSdl);
  return path;
}

/** Throws if the text to replace is absent. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((sofar, [before, after]) => {
    if (!sofar.includes(before)) throw new RangeError(`${JSON.stringify(before)} was not found`);
    return sofar.replace(before, () => after);
  }, text);
}
