import { requestBody } from '../load/graphql-client.ts';
import { type ContenderRequest, postRequest } from './contender.ts';
import { shapedOperations } from './shaped-operations.ts';

/** A published contract, with names of its own for each version. */
export interface PartnerVersion {
  readonly name: string;
  readonly view: string;
  readonly request: ContenderRequest;
  /** Maps the response without a view to the expected one. */
  responseOf(data: unknown): unknown;
}

export function buildPartnerVersions(count: number, query: string): PartnerVersion[] {
  const [shaped] = shapedOperations;
  if (shaped === undefined) throw new TypeError('there is no shaped operation');
  return Array.from({ length: count }, (_, index): PartnerVersion => {
    const name = `2026-${String(index + 1).padStart(2, '0')}`;
    const login = `login${index + 1}`;
    const renamed = (text: string): string => text.replaceAll(/\blogin\b/g, login);
    return {
      name,
      view: renamed(shaped.view),
      request: postRequest(requestBody({ query: renamed(shaped.queryOf(query)) }), `/${name}/graphql`),
      responseOf: (data) => JSON.parse(renamed(JSON.stringify(shaped.responseOf(data)))),
    };
  });
}
