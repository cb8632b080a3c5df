import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type ErrorCode, errorTable } from '../core/errors.ts';

/** The state after validation. */
interface Validated {
  readonly schema: GraphQLSchema;
  /** Undefined when the request names none of several operations, or one that does not exist. */
  readonly operation?: OperationDefinitionNode | undefined;
  /** Whether the graph has subscriptions; they are not served. */
  readonly hasSubscriptions: boolean;
}

/**
 * Checks that there is an operation to run, and that the schema has its kind: validation checks neither, and an engine would
 * report both as internal errors. Throws OPERATION_RESOLUTION_FAILURE, SUBSCRIPTIONS_NOT_SUPPORTED or
 * GRAPHQL_VALIDATION_FAILED.
 */
export function checkOperation({ operation, schema, hasSubscriptions }: Validated): void {
  if (operation === undefined) throw refusal('OPERATION_RESOLUTION_FAILURE');
  const { operation: kind } = operation;
  if (kind === 'subscription' && hasSubscriptions) throw refusal('SUBSCRIPTIONS_NOT_SUPPORTED');
  if (!schema.getRootType(kind))
    throw refusal('GRAPHQL_VALIDATION_FAILED', `The schema has no ${kind} type.`);
}

function refusal(code: ErrorCode, message: string = errorTable[code].message): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: errorTable[code].status } } });
}
