import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { RequestContext } from '../../core/request-context.ts';
import type { Documents } from './create-documents.ts';

type PersistedQueries = Exclude<
  ApolloServerOptionsWithGateway<RequestContext>['persistedQueries'],
  false | undefined
>;

/** What Apollo Server puts before a hash. */
const prefix = 'apq:';

/** Known documents as the store from which Apollo Server takes texts by their hashes. It learns nothing. */
export function asPersistedQueries({ textOf }: Documents): NonNullable<PersistedQueries['cache']> {
  return {
    get: async (key) => textOf(key.slice(prefix.length)),
    async set() {},
    async delete() {},
  };
}
