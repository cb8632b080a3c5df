import type { GraphQLFormattedError } from 'graphql';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { clientMessage } from './client-message.ts';

/** What a request brought, which messages may repeat. */
export interface Brought {
  readonly source: string | undefined;
  readonly variables: unknown;
}

const maxErrors = 10;

/**
 * The errors of a refused operation: not more, and none longer, than a client needs. `introspection`: whether clients may
 * ask for the schema.
 */
export function boundedErrors(
  errors: readonly GraphQLFormattedError[],
  { source = '', variables }: Brought,
  introspection: boolean,
): GraphQLFormattedError[] {
  let text: string | undefined;
  const isIn = (name: string): boolean => {
    text ??= `${source} ${stringifyJson(variables)}`;
    return text.includes(name);
  };
  return errors.slice(0, maxErrors).map((error) => ({
    ...error,
    message: clientMessage(error.message, introspection ? undefined : isIn),
  }));
}
