import type { DocumentNode } from 'graphql';
import type { Executor, GraphEngine } from '../core/engine.ts';
import { isRequestContext, type RequestContext } from '../core/request-context.ts';
import { WrittenData } from '../core/written-data.ts';

/** The whole of an answer that has data and nothing else. */
export interface PlainAnswer {
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
   * `body`: of a POST, its parameters checked. Undefined when the operation is not known, or when the answer is not plain:
   * Apollo Server is to be asked then, whose call of the executor gets the answer that is there already.
   */
  answer(body: object, context: RequestContext): Promise<PlainAnswer | undefined>;
}

interface Known {
  readonly queryHash: string;
  readonly document: DocumentNode;
  /** As the request has it. */
  readonly asked: string | undefined;
  readonly operationName: string | undefined;
}

/** Of all texts together; a parsed document takes about 40 bytes a character. */
const maxCharacters = 1_000_000;

export function createKnownOperations(engine: GraphEngine): KnownOperations {
  const byText = new Map<string, Known[]>();
  let characters = 0;
  // By a part of the request's context, because Apollo Server copies the context itself.
  const answered = new WeakMap<RequestContext['counters'], ReturnType<Executor>>();

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
      const { queryHash, source, document, request, operationName, context } = requestContext;
      const answer = isRequestContext(context) ? answered.get(context.counters) : undefined;
      if (answer !== undefined) return answer;
      remember(source, {
        queryHash,
        document,
        asked: request.operationName,
        operationName: operationName ?? undefined,
      });
      return engine.executor(requestContext);
    },
    async answer(body, context) {
      const { query: source, operationName: asked = undefined, variables, extensions } = parametersOf(body);
      if (engine.execute === undefined || typeof source !== 'string' || extensions !== undefined)
        return undefined;
      const known = byText.get(source)?.find((one) => one.asked === (asked ?? undefined));
      if (known === undefined) return undefined;
      const { queryHash, document, operationName } = known;
      const request = { operationName: known.asked, variables: isMap(variables) ? variables : {} };
      const answer = engine.execute({ queryHash, source, document, request, context });
      answered.set(context.counters, answer);
      // Apollo Server is told of it.
      const { data, errors, extensions: told } = await answer.catch(() => nothing);
      const isPlain = data instanceof WrittenData && errors === undefined && told === undefined;
      return isPlain ? { written: data, operationName } : undefined;
    },
  };
}

const nothing: Awaited<ReturnType<Executor>> = {};

function parametersOf(body: Readonly<Record<never, unknown>>): Readonly<Record<string, unknown>> {
  return { ...body };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
