import { GraphQLError } from 'graphql';

function problem(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

export const badInput = (message: string): GraphQLError => problem('BAD_USER_INPUT', message);
export const unauthenticated = (message: string): GraphQLError => problem('UNAUTHENTICATED', message);
export const notFound = (message: string): GraphQLError => problem('NOT_FOUND', message);
export const idempotencyConflict = (message: string): GraphQLError =>
  problem('IDEMPOTENCY_CONFLICT', message);
export const orderNotCancellable = (message: string): GraphQLError =>
  problem('ORDER_NOT_CANCELLABLE', message);
