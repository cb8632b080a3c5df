import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../architecture/project-root.ts';
import { idOf } from './document-ids.ts';
import type { ClientName } from './harbour-client.ts';

/** One of the operations that a client ships, with the variables of its example. */
export interface HeadlineOperation {
  readonly client: ClientName;
  /** The file's name without its ending: `product`. */
  readonly screen: string;
  readonly query: string;
  /** Every client knows its own operations by it; some answer to nothing else. */
  readonly documentId: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Every `bffs/<client>/operations/*.graphql` with its `*.example.json`. */
export const headlineOperations: readonly HeadlineOperation[] = (
  ['web', 'mobile', 'tv', 'partner'] as const
).flatMap((client) => {
  const folder = join(projectRoot, 'bffs', client, 'operations');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => name.replace('.graphql', ''))
    .map((screen) => {
      const query = read(`${screen}.graphql`);
      const variables = JSON.parse(read(`${screen}.example.json`));
      return { client, screen, query, documentId: idOf(query), variables };
    });
});

export function headlineOperation(client: ClientName, screen: string): HeadlineOperation {
  const found = headlineOperations.find((one) => one.client === client && one.screen === screen);
  if (found === undefined) throw new RangeError(`${client} has no operation ${screen}`);
  return found;
}
