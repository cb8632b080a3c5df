import { GraphQLError } from 'graphql';
import type { Scenario } from '../harness/scenario.ts';

function fail(): never {
  throw new GraphQLError('not found', { extensions: { code: 'NOT_FOUND' } });
}

/** A subgraph returns null for an object whose non-null field failed. Another subgraph returns the object. */
export const nullsAboveFailures: readonly Scenario[] = [
  {
    name: 'a null that removes fields which another subgraph does not have',
    subgraphs: {
      a: {
        sdl: `
          type Query { page: Page @shareable pages: [Page] @shareable }
          type Page { right: Int! @shareable lines: [String!] deep: Deep @shareable }
          type Deep { next: String }
        `,
        root: {
          page: { right: () => fail(), lines: ['x'], deep: { next: 'n' } },
          pages: [
            { right: 1, lines: ['x'], deep: { next: 'n' } },
            { right: () => fail(), lines: ['y'], deep: { next: 'm' } },
          ],
        },
      },
      b: {
        sdl: `
          type Query { page: Page @shareable pages: [Page] @shareable }
          type Page { total: Int right: Int @shareable deep: Deep @shareable } type Deep { size: Int }
        `,
        root: {
          page: { total: 7, right: 2, deep: { size: 3 } },
          pages: [
            { total: 7, right: 1, deep: { size: 3 } },
            { total: 8, right: 2, deep: { size: 4 } },
          ],
        },
      },
    },
    operations: [
      {
        name: 'each of them is an error',
        query: '{ page { total lines right } }',
        data: { page: { total: 7, lines: null, right: null } },
        errors: [
          { path: ['page', 'right'], code: 'NOT_FOUND' },
          { path: ['page', 'lines'], code: 'NOT_FOUND' },
        ],
        knownFaults: { reference: 'it reports only the field that failed' },
      },
      {
        name: 'in an item of a list, and deeper, under the names of the client',
        query: '{ all: pages { total text: lines right deep { size after: next } } }',
        data: {
          all: [
            { total: 7, text: ['x'], right: 1, deep: { size: 3, after: 'n' } },
            { total: 8, text: null, right: null, deep: { size: 4, after: null } },
          ],
        },
        errors: [
          { path: ['all', 1, 'right'], code: 'NOT_FOUND' },
          { path: ['all', 1, 'text'], code: 'NOT_FOUND' },
          { path: ['all', 1, 'deep', 'after'], code: 'NOT_FOUND' },
        ],
        knownFaults: { reference: 'it reports only the field that failed' },
      },
    ],
  },
];
