import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LoadRequest } from '../load/graphql-sender.ts';

/** The screens that the demonstration uses; the partner, who is served the oldest version, has no home. */
const SCREENS = {
  web: ['home', 'product'],
  mobile: ['home', 'product'],
  tv: ['home', 'product'],
  partner: ['2026-01/products', '2026-01/product'],
} as const;

export type ClientName = keyof typeof SCREENS;

export interface ShownScreen {
  readonly client: ClientName;
  readonly screen: string;
  readonly request: LoadRequest;
}

/** The documents that the clients ship, with the variables of their examples; `folder` is `bffs/`. */
export function readShownScreens(folder: URL): ShownScreen[] {
  const clients: readonly ClientName[] = ['web', 'mobile', 'tv', 'partner'];
  return clients.flatMap((client) =>
    SCREENS[client].map((screen) => {
      const read = (ending: string): string =>
        readFileSync(new URL(`${client}/operations/${screen}${ending}`, folder), 'utf8');
      return {
        client,
        screen,
        request: { documentId: idOf(read('.graphql')), variables: JSON.parse(read('.example.json')) },
      };
    }),
  );
}

/** The id that the "Persisted Documents" appendix of GraphQL over HTTP defines. */
function idOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
