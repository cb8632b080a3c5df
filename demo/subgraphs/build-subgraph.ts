import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { json, notAllowed, parseJson, problem, type Respond, type ServiceResponse } from '../server/call.ts';
import { readCaller } from './caller.ts';

const SCHEMAS = new URL('../../../schemas/subgraphs/', import.meta.url);
const MAX_DOCUMENTS = 1_000;

// The package does not export the type of a module with resolvers.
type Module = Extract<
  Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>[number],
  { typeDefs: DocumentNode }
>;
type ResolverMap = NonNullable<Module['resolvers']>;

/** One subgraph at `/graphql`: its SDL from schemas/subgraphs/ with the given resolvers. */
export function buildSubgraph(name: string, resolvers: ResolverMap): Respond {
  const typeDefs = parse(readFileSync(new URL(`${name}.graphql`, SCHEMAS), 'utf8'));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const documentOf = cachedDocuments(schema);

  return async ({ method, path, headers, body }) => {
    if (path !== '/graphql') return problem(404, `unknown path ${path}; use /graphql`);
    if (method !== 'POST') return notAllowed('POST');
    const request = readRequest(body);
    if ('problem' in request) return json(400, { errors: [{ message: request.problem }] });
    const document = documentOf(request.query);
    if (!('kind' in document)) return json(400, { errors: document });
    return toResponse(
      await execute({
        schema,
        document,
        variableValues: request.variables,
        operationName: request.operationName,
        contextValue: readCaller(headers),
      }),
    );
  };
}

interface GraphqlRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

function readRequest(body: string): GraphqlRequest | { readonly problem: string } {
  const request = parseJson(body)?.value;
  if (!isRecord(request)) return { problem: 'the body must be a JSON object' };
  const { query, variables, operationName } = request;
  if (typeof query !== 'string') return { problem: '"query" must be a string' };
  if (!isRecord(variables ?? {})) return { problem: '"variables" must be an object' };
  return {
    query,
    variables: isRecord(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parsed and validated once for each text; at the bound the cache is cleared, which costs one parse for each text. */
function cachedDocuments(schema: GraphQLSchema): (query: string) => DocumentNode | readonly GraphQLError[] {
  const cache = new Map<string, DocumentNode>();
  return (query) => {
    const known = cache.get(query);
    if (known !== undefined) return known;
    const document = parseOrError(query);
    if (document instanceof GraphQLError) return [document];
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    if (cache.size >= MAX_DOCUMENTS) cache.clear();
    cache.set(query, document);
    return document;
  };
}

function parseOrError(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** 400 if nothing was executed. An error that no resolver threw on purpose is a bug: written to stderr and masked. */
function toResponse(result: ExecutionResult): ServiceResponse {
  if (result.errors === undefined) return json(200, result);
  const errors = result.errors.map((error) => {
    if (error.originalError === undefined || error.originalError instanceof GraphQLError) return error;
    process.stderr.write(`${error.originalError.stack}\n`);
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    return { message: 'internal error', path: error.path, locations: error.locations, extensions };
  });
  return json(result.data === undefined ? 400 : 200, { ...result, errors });
}
