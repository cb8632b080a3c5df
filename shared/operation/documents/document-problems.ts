import { type DefinitionNode, type GraphQLSchema, Kind, validate } from 'graphql';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';
import type { Problem } from '../../core/start-error.ts';
import { LimitExceeded } from '../limits/limit-exceeded.ts';
import { refuseOversized } from '../limits/refuse-oversized.ts';
import { scanSource } from '../limits/scan-source.ts';
import type { TrustedDocument } from './trusted-document.ts';

/** Where one document exceeds the limits or is not valid for the schema, for each file that has it; empty when it is valid. */
export function documentProblems(
  same: readonly TrustedDocument[],
  schema: GraphQLSchema,
  limits: OperationLimits,
): Problem[] {
  const [first] = same;
  if (first === undefined) return [];
  const places = new Map(same.map((document) => [document.file, document]));
  const exceeded = exceededLimit(first, limits);
  if (exceeded !== undefined) {
    const { message, limit } = exceeded;
    return [...places.values()].map(({ file, operationName }) => ({
      file,
      message: `${operationName ?? 'the operation without a name'}: ${message} The setting is limits.operation.${limit}.`,
    }));
  }
  if (first.document.definitions.some(isSubscription))
    return [...places.values()].map(({ file, operationName }) => ({
      file,
      message: `${operationName ?? 'the operation without a name'}: subscriptions are not served`,
    }));
  const errors = validate(schema, first.document);
  return [...places.values()].flatMap(({ file, from, operationName }) =>
    errors.map(({ message, locations }) =>
      // A line of a document in a manifest is not a line of the manifest.
      from.version === undefined
        ? { file, line: locations?.[0]?.line, message }
        : { file, message: `${operationName ?? 'the operation without a name'}: ${message}` },
    ),
  );
}

function isSubscription(node: DefinitionNode): boolean {
  return node.kind === Kind.OPERATION_DEFINITION && node.operation === 'subscription';
}

function exceededLimit(
  { source, document }: TrustedDocument,
  limits: OperationLimits,
): LimitExceeded | undefined {
  try {
    scanSource(source, limits);
    refuseOversized(document, limits);
    return undefined;
  } catch (error) {
    if (error instanceof LimitExceeded) return error;
    throw error;
  }
}

/** Groups the operations by document. */
export function byDocument(documents: readonly TrustedDocument[]): TrustedDocument[][] {
  const groups = new Map<unknown, TrustedDocument[]>();
  for (const document of documents) {
    const group = groups.get(document.text);
    if (group === undefined) groups.set(document.text, [document]);
    else group.push(document);
  }
  return [...groups.values()];
}
