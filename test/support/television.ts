import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bff } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { idOf } from './document-ids.ts';
import { type GraphqlResponse, listAt, type QueryOptions, sendDocumentId, valueAt } from './send-query.ts';

/** A television in front of its server: sends document ids, also of operations without an example. */
export interface Television {
  readonly url: string;
  show(
    screen: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<GraphqlResponse>;
  /** The home screen and every window after it. */
  allWindows(headers?: Readonly<Record<string, string>>): Promise<GraphqlResponse[]>;
}

export function televisionDocument(screen: string): string {
  return idOf(readFileSync(join(projectRoot, `bffs/tv/operations/${screen}.graphql`), 'utf8'));
}

export function television({ url }: Pick<Bff, 'url'>): Television {
  const show: Television['show'] = (screen, variables = {}, options = {}) =>
    sendDocumentId(`${url}/graphql`, televisionDocument(screen), { variables, ...options });
  return {
    url,
    show,
    async allWindows(headers = {}) {
      const home = await show('home', {}, { headers });
      const windows = [home];
      const count = Number(valueAt(home.body, 'data.home.railCount'));
      const layoutToken = valueAt(home.body, 'data.home.layoutToken');
      for (let shown = 5; shown < count; shown += 3) {
        windows.push(await show('window', { layoutToken, after: shown }, { headers }));
      }
      return windows;
    },
  };
}

export function railsIn({ body }: GraphqlResponse): unknown[] {
  const home = valueAt(body, 'data.home');
  return home === undefined ? listAt(body, 'data.railWindow') : listAt(home, 'rails');
}

/** The values of one field of the items. */
export function each(items: readonly unknown[], name: string): unknown[] {
  return items.map((item) => valueAt(item, name));
}
