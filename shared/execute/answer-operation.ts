import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { CompiledPlan } from '../core/compiled-plan.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { ShapeProgram } from '../core/shape-program.ts';
import { WrittenData } from '../core/written-data.ts';
import { type ClientError, clientErrors } from './client-errors.ts';
import { introspect } from './introspect.ts';
import type { ClientOperation } from './read-operation.ts';
import type { RunInput } from './run.ts';
import { runPlan } from './run-plan.ts';

/** An operation with all that its execution needs. */
export interface PreparedOperation {
  readonly operation: ClientOperation;
  readonly plan: CompiledPlan;
  readonly shape: ShapeProgram;
}

/** What all operations of an engine are executed with. */
export interface AnswerOptions extends Pick<RunInput, 'fetchSubgraph' | 'showsMessages'> {
  readonly schema: GraphQLSchema;
}

/** What Apollo Server is given: data that is written already. */
export interface Answer {
  data: WrittenData;
  errors?: GraphQLError[];
}

/** Executes an operation and writes its answer. `variables`: coerced. */
export async function answerOperation(
  { operation, plan, shape }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
  options: AnswerOptions,
): Promise<Answer> {
  const { fetchSubgraph, showsMessages } = options;
  const { data, errors } = await runPlan({ plan, variables, context, fetchSubgraph, showsMessages });
  const failures = clientErrors(errors, (path) => shape.clientPaths(path, variables, data));
  const written = shape.write({
    data,
    variables,
    errors: failures,
    introspection: (field) => introspect(options.schema, operation, field, variables),
  });
  const all = [...failures, ...written.errors];
  return {
    data: new WrittenData(written.response),
    ...(all.length > 0 && { errors: all.map(toGraphQLError) }),
  };
}

export function toGraphQLError({ message, path, extensions }: ClientError): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}
