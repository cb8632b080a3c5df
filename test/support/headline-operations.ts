import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../architecture/project-root.ts';
import { idOf } from './document-ids.ts';
import type { ClientName } from './harbour-client.ts';

/** One of the operations that a client ships, with the variables of its example. */
export interface HeadlineOperation {
  readonly client: ClientName;
  /** The file's name without its extension, after the version if there are several: `product`, `2026-01/product`. */
  readonly screen: string;
  /** The path of its endpoint: `/graphql`, `/2026-01/graphql`. */
  readonly path: string;
  readonly query: string;
  /** Identifies the document to every client's server; some accept nothing else. */
  readonly documentId: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Every operation in `bffs/<client>/operations` with an `*.example.json`: the others need values from earlier
 * responses.
 */
export const headlineOperations: readonly HeadlineOperation[] = (
  ['web', 'mobile', 'tv', 'partner'] as const
).flatMap((client) => {
  const folder = join(projectRoot, 'bffs', client, 'operations');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => name.replace('.graphql', ''))
    .filter((screen) => existsSync(join(folder, `${screen}.example.json`)))
    .sort()
    .map((screen) => {
      const query = read(`${screen}.graphql`);
      const variables = JSON.parse(read(`${screen}.example.json`));
      const [version] = screen.includes('/') ? screen.split('/') : [];
      const path = version === undefined ? '/graphql' : `/${version}/graphql`;
      return { client, screen, path, query, documentId: idOf(query), variables };
    });
});

export function headlineOperation(client: ClientName, screen: string): HeadlineOperation {
  const found = headlineOperations.find((one) => one.client === client && one.screen === screen);
  if (found === undefined) throw new RangeError(`${client} has no operation ${screen}`);
  return found;
}
