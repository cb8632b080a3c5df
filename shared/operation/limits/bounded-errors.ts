import type { GraphQLFormattedError } from 'graphql';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { clientMessage } from './client-message.ts';

/** The parts of a request that messages may repeat. */
export interface RequestText {
  readonly source: string | undefined;
  readonly variables: unknown;
}

const maxErrors = 10;

/**
 * Bounds the number and the length of the errors of a refused operation. `introspection`: whether clients may request the
 * schema.
 */
export function boundedErrors(
  errors: readonly GraphQLFormattedError[],
  { source = '', variables }: RequestText,
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
