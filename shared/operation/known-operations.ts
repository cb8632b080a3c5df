import { type DocumentNode, OperationTypeNode } from 'graphql';
import type { Executor, GraphEngine } from '../core/engine.ts';
import { isDataObject } from '../core/json/data-object.ts';
import { isRequestContext, type RequestContext } from '../core/request-context.ts';
import { WrittenData } from '../core/written-data.ts';
import type { Documents } from './documents/create-documents.ts';
import type { GraphqlParameters } from './read-parameters.ts';

/** The whole of an answer that has data and nothing else. */
export interface PlainResponse {
  readonly written: WrittenData;
  readonly operationName: string | undefined;
}

/**
 * Executes operations that Apollo Server has let pass before without asking it again: by their text, which it would hash,
 * and look up in its store of valid documents. What depends on who asks is not looked at here; it belongs before.
 */
export interface KnownOperations {
  /** The engine's, for Apollo Server. */
  readonly executor: Executor;
  /**
   * Undefined when the operation is not known, or when the answer is not plain:
   * Apollo Server is to be asked then, whose call of the executor gets the answer that is there already.
   */
  answer(
    method: string,
    parameters: Omit<GraphqlParameters, 'given'>,
    context: RequestContext,
  ): Promise<PlainResponse | undefined>;
}

interface Known {
  readonly queryHash: string;
  readonly document: DocumentNode;
  /** As the request has it. */
  readonly asked: string | undefined;
  readonly operationName: string | undefined;
  readonly isQuery: boolean;
}

/** Of all texts together; a parsed document takes 25 to 60 bytes a character. */
const maxCharacters = 500_000;

export function createKnownOperations(
  engine: GraphEngine,
  documents: Pick<Documents, 'find' | 'textOf' | 'count'>,
): KnownOperations {
  const byText = new Map<string, Known[]>();
  let characters = 0;
  // By a part of the request's context, because Apollo Server copies the context itself.
  const answered = new WeakMap<RequestContext['scope'], ReturnType<Executor>>();

  function remember(text: string, known: Known): void {
    const others = byText.get(text) ?? [];
    if (others.some(({ asked }) => asked === known.asked)) return;
    byText.set(text, [...others, known]);
    if (others.length === 0) characters += text.length;
    // The oldest go: what is still used comes back with its next request.
    for (const oldest of byText.keys()) {
      if (characters <= maxCharacters) break;
      byText.delete(oldest);
      characters -= oldest.length;
    }
  }

  return {
    executor(requestContext) {
      const { queryHash, source, document, request, operation, operationName, context } = requestContext;
      const answer = isRequestContext(context) ? answered.get(context.scope) : undefined;
      if (answer !== undefined) return answer;
      remember(source, {
        queryHash,
        document,
        asked: request.operationName ?? undefined,
        operationName: operationName ?? undefined,
        isQuery: operation.operation === OperationTypeNode.QUERY,
      });
      return engine.executor(requestContext);
    },
    async answer(method, { query, documentId, operationName: asked, variables, extensions }, context) {
      if (engine.execute === undefined || extensions !== undefined) return undefined;
      const source = query ?? documents.textOf(documents.find(documentId ?? '') ?? '');
      if (source === undefined) return undefined;
      const known = byText.get(source)?.find((one) => one.asked === asked);
      // Only Apollo Server says that a write must not be asked for by GET.
      if (known === undefined || (method === 'GET' && !known.isQuery)) return undefined;
      const { queryHash, document, operationName, isQuery } = known;
      const request = { operationName: asked, variables: isDataObject(variables) ? variables : {} };
      const answer = engine.execute({ queryHash, source, document, request, context });
      const written = await plainData(answer);
      if (written === undefined) {
        answered.set(context.scope, answer);
        return undefined;
      }
      if (!isQuery) context.cachePolicy.noStore();
      documents.count(queryHash, operationName, context);
      return { written, operationName };
    },
  };
}

/** Undefined when there is more in an answer, or less; a failure too is for Apollo Server to tell of. */
async function plainData(answer: ReturnType<Executor>): Promise<WrittenData | undefined> {
  try {
    const { data, errors, extensions } = await answer;
    return data instanceof WrittenData && errors === undefined && extensions === undefined ? data : undefined;
  } catch {
    return undefined;
  }
}
