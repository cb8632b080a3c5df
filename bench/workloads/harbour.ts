import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { ClientWorkload } from './workload.ts';

/** A screen of the web client of the demo, as its trusted document and its example variables say. */
export function buildHarbourWorkload(screen: 'home' | 'product'): ClientWorkload {
  const read = (file: string): string => readFileSync(join(projectRoot, 'bffs/web/operations', file), 'utf8');
  const variables: Readonly<Record<string, unknown>> = JSON.parse(read(`${screen}.example.json`));
  return {
    kind: 'client',
    number: 4,
    name: `harbour-${screen}`,
    operation: { query: read(`${screen}.graphql`), variables },
    settingsFile: 'bffs/web/bff.yaml',
  };
}
