import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import type { GraphEngine } from '../../core/engine.ts';
import { FrontageError } from '../../core/errors.ts';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import { byDocument, documentProblems } from '../../operation/documents/document-problems.ts';
import type { TrustedDocument } from '../../operation/documents/trusted-document.ts';

/** Time for which documents are checked before the event loop gets its turn. */
const sliceMs = 20;

/** Equal for equal documents, ids and sources. */
export function textOfDocuments(documents: readonly TrustedDocument[]): string {
  if (documents.length === 0) return '';
  const hash = createHash('sha256');
  for (const { from, file, ids, text, operationName } of documents)
    hash.update(JSON.stringify([from, file, ids, text.hash, operationName]));
  return hash.digest('hex');
}

/** Throws `StartError` with all problems of documents that exceed the limits or are not valid for the schema. */
export function checkDocuments(
  documents: readonly TrustedDocument[],
  schema: GraphQLSchema,
  limits: OperationLimits,
): void {
  throwIfAny(byDocument(documents).flatMap((same) => documentProblems(same, schema, limits)));
}

/** Checks the documents, and plans them one after another. Rejects with a `StartError`. */
export async function prepareDocuments(
  engine: GraphEngine,
  documents: readonly TrustedDocument[],
  limits: OperationLimits,
): Promise<void> {
  const groups = byDocument(documents);
  const problems: Problem[] = [];
  let sliceStartMs = performance.now();
  for (const same of groups) {
    problems.push(...documentProblems(same, engine.schema, limits));
    if (performance.now() - sliceStartMs < sliceMs) continue;
    // Another runtime may be serving requests meanwhile.
    await nextTurn();
    sliceStartMs = performance.now();
  }
  throwIfAny(problems);
  for (const same of groups) for (const document of distinct(same)) await prepare(engine, document);
}

/** Removes duplicates, so that a document of several manifests is planned once. */
function distinct(same: readonly TrustedDocument[]): TrustedDocument[] {
  return [...new Map(same.map((document) => [document.operationName, document])).values()];
}

async function prepare(engine: GraphEngine, document: TrustedDocument): Promise<void> {
  try {
    await engine.prepare(document, { isPinned: true });
  } catch (error) {
    if (!(error instanceof FrontageError)) throw error;
    const { file, operationName = 'the operation' } = document;
    const reason = error.cause instanceof Error ? error.cause.message : String(error.cause);
    throw new StartError({ file, message: `${operationName} cannot be planned: ${reason}` });
  }
}

function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new StartError(problems);
}
