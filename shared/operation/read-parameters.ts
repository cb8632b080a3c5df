import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';
import { isDataObject } from '../core/json/data-object.ts';
import { hasExactNumber, parseJson } from '../core/json/exact-json.ts';
import { readGraphqlBody, refuseDeep } from './read-graphql-body.ts';

/** The parameters of a request, each of the type that it must have. */
export interface GraphqlParameters {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: object | undefined;
  readonly extensions: object | undefined;
  /** Given instead of `query`. */
  readonly documentId: string | undefined;
  /** Of the body of a POST or of the query string of a GET, as Apollo Server reads them. */
  readonly given: { readonly search: string; readonly body: unknown };
}

/** Whether Apollo Server, which reads a query string by itself, would find other numbers among the variables. */
export function losesNumbers({ method }: IncomingRequest, { variables }: GraphqlParameters): boolean {
  return method === 'GET' && variables !== undefined && hasExactNumber(variables);
}

const names = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;
type Name = (typeof names)[number];

/** Of an operation: logs have it. */
const maxNameLength = 256;
type Values = Readonly<Partial<Record<Name, unknown>>>;

/**
 * The parameters of a request (GraphQL over HTTP, section 5.1 and appendix "Persisted Documents"). In a query string one
 * that is empty counts as not given. Throws `FrontageError`: BAD_REQUEST, or what `readGraphqlBody` throws.
 */
export function readParameters(request: IncomingRequest): GraphqlParameters {
  if (request.method === 'GET') return readSearch(request);
  const body = readGraphqlBody(request);
  return check(body, { search: request.search, body });
}

function check(values: Values, given: GraphqlParameters['given']): GraphqlParameters {
  const { query, operationName, variables, extensions, documentId } = values;
  if (!isNone(extensions) && !isDataObject(extensions)) throw misfit('extensions', 'an object');
  if (!isNone(variables) && !isDataObject(variables)) throw misfit('variables', 'an object');
  if (!isNone(operationName) && typeof operationName !== 'string') throw misfit('operationName', 'a string');
  if (typeof operationName === 'string' && operationName.length > maxNameLength)
    throw new FrontageError('BAD_REQUEST', {
      message: `The parameter "operationName" has ${operationName.length} characters; ${maxNameLength} are allowed.`,
    });
  if (!isNone(documentId) && (typeof documentId !== 'string' || documentId === ''))
    throw misfit('documentId', 'a string with the identifier of a document');
  const parameters: GraphqlParameters = {
    query: typeof query === 'string' ? query : undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
    documentId: documentId ?? undefined,
    given,
  };
  if (isNone(query) && isNamed(parameters)) return parameters;
  if (typeof query !== 'string' || query === '') throw misfit('query', 'a string with a GraphQL document');
  if (parameters.documentId !== undefined)
    throw new FrontageError('BAD_REQUEST', { message: 'Send a "query" or a "documentId", not both.' });
  return parameters;
}

/** The hash of a persisted query stands for its text, as the identifier does. */
function isNamed({ documentId, extensions }: GraphqlParameters): boolean {
  return (
    documentId !== undefined || (extensions !== undefined && Object.hasOwn(extensions, 'persistedQuery'))
  );
}

function readSearch({ search, documentId }: IncomingRequest): GraphqlParameters {
  const given = new URLSearchParams(search);
  if (documentId !== undefined) given.append('documentId', documentId);
  const values: Partial<Record<Name, unknown>> = {};
  let isChanged = false;
  for (const name of names) {
    const [value, ...others] = given.getAll(name);
    if (others.length > 0)
      throw new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" is given more than once.` });
    if (value === '') {
      given.delete(name);
      isChanged = true;
    } else if (value !== undefined) {
      values[name] = name === 'variables' || name === 'extensions' ? parse(value, name) : value;
    }
  }
  return check(values, { search: isChanged ? `?${given}` : search, body: {} });
}

function parse(value: string, name: Name): unknown {
  refuseDeep(Buffer.from(value), `The parameter "${name}"`);
  try {
    return parseJson(value);
  } catch (cause) {
    throw new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" is not valid JSON.`, cause });
  }
}

function isNone(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function misfit(name: Name, what: string): FrontageError {
  return new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" must be ${what}.` });
}
