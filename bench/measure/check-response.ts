import { isDeepStrictEqual } from 'node:util';
import type { GraphqlResponse } from '../load/graphql-client.ts';

/** The reason that a response is not the expected one; undefined if it is. The order of keys does not matter. */
export function findFault({ status, text }: GraphqlResponse, expected: unknown): string | undefined {
  if (status !== 200) return `status ${status}: ${text.slice(0, 300)}`;
  const { data, errors }: { readonly data?: unknown; readonly errors?: unknown } = JSON.parse(text);
  if (errors !== undefined) return `errors: ${JSON.stringify(errors).slice(0, 300)}`;
  return isDeepStrictEqual(data, JSON.parse(JSON.stringify(expected)))
    ? undefined
    : 'the data differ from the expected data';
}
