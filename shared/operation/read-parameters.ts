import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';
import { isDataObject } from '../core/json/data-object.ts';
import { parseJson } from '../core/json/exact-json.ts';
import { readGraphqlBody, refuseDeep } from './read-graphql-body.ts';

/** The parameters of a request, each of the type that it must have. */
export interface GraphqlParameters {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: object | undefined;
  readonly extensions: object | undefined;
  /** Given instead of `query`. */
  readonly documentId: string | undefined;
}

const names = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;
type Name = (typeof names)[number];

/** Of `operationName`: it is logged. */
const maxNameLength = 256;

/** The media type of a GET that has a body by mistake. */
const json = /^\s*application\/json\s*(?:;|$)/i;

type Values = Readonly<Partial<Record<Name, unknown>>>;

/**
 * Reads the parameters of a request (GraphQL over HTTP, section 5.1 and appendix "Persisted Documents"). An empty parameter
 * of a query string counts as absent. Throws a `FrontageError`: BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE or BATCHING_DISABLED.
 */
export function readParameters(request: IncomingRequest): GraphqlParameters {
  if (request.method === 'GET') return readSearch(request);
  return check(readGraphqlBody(request));
}

function check(values: Values): GraphqlParameters {
  const { query, operationName, variables, extensions, documentId } = values;
  if (!isNone(extensions) && !isDataObject(extensions)) throw mustBe('extensions', 'an object');
  if (!isNone(variables) && !isDataObject(variables)) throw mustBe('variables', 'an object');
  if (!isNone(operationName) && typeof operationName !== 'string') throw mustBe('operationName', 'a string');
  if (typeof operationName === 'string' && operationName.length > maxNameLength)
    throw new FrontageError('BAD_REQUEST', {
      message: `The parameter "operationName" has ${operationName.length} characters; ${maxNameLength} are allowed.`,
    });
  if (!isNone(documentId) && (typeof documentId !== 'string' || documentId === ''))
    throw mustBe('documentId', 'a string with the identifier of a document');
  const parameters: GraphqlParameters = {
    query: typeof query === 'string' ? query : undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
    documentId: documentId ?? undefined,
  };
  if (isNone(query) && isNamed(parameters)) return parameters;
  if (typeof query !== 'string' || query === '') throw mustBe('query', 'a string with a GraphQL document');
  if (parameters.documentId !== undefined)
    throw new FrontageError('BAD_REQUEST', { message: 'Send a "query" or a "documentId", not both.' });
  return parameters;
}

/** Whether the request names a document, by its identifier or by the hash of a persisted query. */
function isNamed({ documentId, extensions }: GraphqlParameters): boolean {
  return (
    documentId !== undefined || (extensions !== undefined && Object.hasOwn(extensions, 'persistedQuery'))
  );
}

function readSearch({ headers, search, documentId }: IncomingRequest): GraphqlParameters {
  const contentType = headers['content-type'];
  if (contentType !== undefined && !json.test(contentType)) throw new FrontageError('UNSUPPORTED_MEDIA_TYPE');
  const given = new URLSearchParams(search);
  if (documentId !== undefined) given.append('documentId', documentId);
  const values: Partial<Record<Name, unknown>> = {};
  for (const name of names) {
    const [value, ...others] = given.getAll(name);
    if (others.length > 0)
      throw new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" is given more than once.` });
    if (value !== undefined && value !== '')
      values[name] = name === 'variables' || name === 'extensions' ? parse(value, name) : value;
  }
  return check(values);
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

function mustBe(name: Name, what: string): FrontageError {
  return new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" must be ${what}.` });
}
