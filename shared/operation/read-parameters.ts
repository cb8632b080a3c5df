import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http-messages.ts';
import { readGraphqlBody } from './read-graphql-body.ts';

/** What of a request Apollo Server reads: the query string of a GET, the body of a POST. */
export interface GraphqlParameters {
  readonly search: string;
  readonly body: object;
}

const names = ['query', 'operationName', 'variables', 'extensions'] as const;
type Name = (typeof names)[number];

/**
 * The parameters of a request, each of the type that it must have (GraphQL over HTTP, section 5.1). In a query string one
 * that is empty counts as not given. Throws `FrontageError`: BAD_REQUEST, or what `readGraphqlBody` throws.
 */
export function readParameters(request: IncomingRequest): GraphqlParameters {
  if (request.method === 'GET') return { search: readSearch(request.search), body: {} };
  const body = readGraphqlBody(request);
  check(body);
  return { search: request.search, body };
}

function check(given: Readonly<Partial<Record<Name, unknown>>>): void {
  const { query, operationName, variables, extensions } = given;
  if (!isNone(extensions) && !isMap(extensions)) throw misfit('extensions', 'an object');
  if (!isNone(variables) && !isMap(variables)) throw misfit('variables', 'an object');
  if (!isNone(operationName) && typeof operationName !== 'string') throw misfit('operationName', 'a string');
  // The hash of a persisted query stands for its text.
  if (isNone(query) && isMap(extensions) && Object.hasOwn(extensions, 'persistedQuery')) return;
  if (typeof query !== 'string' || query === '') throw misfit('query', 'a string with a GraphQL document');
}

function readSearch(search: string): string {
  const given = new URLSearchParams(search);
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
  check(values);
  return isChanged ? `?${given}` : search;
}

function parse(value: string, name: Name): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" is not valid JSON.`, cause });
  }
}

function isNone(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function misfit(name: Name, what: string): FrontageError {
  return new FrontageError('BAD_REQUEST', { message: `The parameter "${name}" must be ${what}.` });
}
