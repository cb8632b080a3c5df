import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { ClientWorkload } from './workload.ts';

type Screen = 'home' | 'product';

/** A screen of the demo's web client, by its trusted document and its example variables. */
export function buildHarbourWorkload(screen: Screen): ClientWorkload {
  const query = read('bffs/web/operations', `${screen}.graphql`);
  return harbourWorkload(screen, `harbour-${screen}`, query, 'bffs/web/bff.yaml');
}

/** The same screen on the unmodified graph, for peers without views and degradation policies. */
export function buildHarbourGraphWorkload(screen: Screen): ClientWorkload {
  const folder = 'bench/workloads/harbour';
  const query = read(folder, `${screen}.graphql`);
  return harbourWorkload(screen, `harbour-${screen}-graph`, query, `${folder}/graph.yaml`);
}

function harbourWorkload(screen: Screen, name: string, query: string, settingsFile: string): ClientWorkload {
  const variables: Readonly<Record<string, unknown>> = JSON.parse(
    read('bffs/web/operations', `${screen}.example.json`),
  );
  return { kind: 'client', number: 4, name, operation: { query, variables }, settingsFile };
}

function read(folder: string, file: string): string {
  return readFileSync(join(projectRoot, folder, file), 'utf8');
}
