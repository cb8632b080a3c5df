import { stringifyJson } from '../../core/json/exact-json.ts';
import type { HttpMethod, SourceRequest } from '../../core/upstream-calls.ts';
import { anonymousSource, type Source } from '../compile/compile-source.ts';
import { checkKeys, readHeaders, readText } from '../compile/read-arguments.ts';
import { type CompiledMapping, compileMapping } from '../compiled-mapping.ts';
import { compiling, type DirectiveLocation, refuse } from '../directive-problems.ts';
import type { Variables } from '../mapping/evaluate.ts';
import type { Reference } from '../mapping/references.ts';
import type { JsonObject } from '../mapping/value.ts';
import { type CompiledText, compileText } from './compile-text.ts';
import { type ConnectorScope, checkReferences } from './mapping-scope.ts';
import { splitTemplate } from './string-template.ts';
import { compileUrlTemplate } from './url-template.ts';
import { headerText, pathText, queryText } from './url-values.ts';

const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export interface CompiledRequest {
  readonly source: Source;
  readonly method: HttpMethod;
  readonly build: (variables: Variables) => SourceRequest;
  readonly references: readonly Reference[];
}

/** Compiles `http:` of a `@connect`, merged with `http:` of its source. Throws a `StartError`. */
export function compileRequest(
  http: JsonObject,
  named: Source | undefined,
  location: DirectiveLocation,
  scope: ConnectorScope,
): CompiledRequest {
  checkKeys(http, [...methods, 'body', 'headers', 'path', 'queryParams'], location, 'http.');
  const method = readMethod(http, location);
  const template = readText(http, method, location, 'http.') ?? '';
  const { source, target } = splitOrigin(template, named, location, `http.${method}`);

  const url = checked(location, `http.${method}`, target, scope, () => compileUrlTemplate(target));
  const sourcePath = optional(source.http, 'path', source.location, scope);
  const sourceQuery = optional(source.http, 'queryParams', source.location, scope);
  const connectPath = optional(http, 'path', location, scope);
  const connectQuery = optional(http, 'queryParams', location, scope);
  const body = optional(http, 'body', location, scope);
  const headers = compileHeaders(http, source, location, scope, body !== undefined);
  if (body !== undefined && method === 'GET')
    refuse(location, 'http.body', 'a GET request must not have a body');

  const writePath = (variables: Variables): string =>
    [
      pathText(sourcePath?.evaluate(null, variables)),
      url.path.write(variables),
      pathText(connectPath?.evaluate(null, variables)),
    ].reduce(joinPaths, '');
  const writeQuery = (variables: Variables): string =>
    [
      source.query,
      queryText(sourceQuery?.evaluate(null, variables)),
      url.query.write(variables),
      queryText(connectQuery?.evaluate(null, variables)),
    ]
      .filter((text) => text !== '')
      .join('&');

  const build = (variables: Variables): SourceRequest => {
    const query = writeQuery(variables);
    const path = writePath(variables) + (query === '' ? '' : `?${query}`);
    const request = { method, path, headers: headers.write(variables) };
    return body === undefined
      ? request
      : { ...request, body: stringifyJson(body.evaluate(null, variables)) ?? 'null' };
  };
  const pieces = [url, sourcePath, sourceQuery, connectPath, connectQuery, body, headers];
  const references = pieces.flatMap((piece) => piece?.references ?? []);
  return { source, method, build, references };
}

/** Joins path prefixes. A path of `/` alone adds nothing. */
const joinPaths = (left: string, right: string): string =>
  right === '' || right === '/' ? left : left.replace(/\/$/, '') + right;

function readMethod(http: JsonObject, location: DirectiveLocation): HttpMethod {
  const given = methods.filter((method) => Object.hasOwn(http, method));
  const [method] = given;
  if (method === undefined) return refuse(location, 'http', `expected one of ${methods.join(', ')}`);
  if (given.length > 1) refuse(location, 'http', `expected one method, found ${given.join(' and ')}`);
  return method;
}

function splitOrigin(
  template: string,
  named: Source | undefined,
  location: DirectiveLocation,
  argument: string,
): { source: Source; target: string } {
  const origin = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?{]*/.exec(template)?.[0];
  if (named === undefined) {
    if (origin === undefined)
      return refuse(location, 'source', 'expected the name of a source, or an absolute URL');
    return { source: anonymousSource(origin, location, argument), target: template.slice(origin.length) };
  }
  if (origin !== undefined)
    refuse(location, argument, 'a connector with a source takes a path, not an absolute URL');
  return { source: named, target: template };
}

function checked<Result extends { readonly references: readonly Reference[] }>(
  location: DirectiveLocation,
  argument: string,
  text: string,
  scope: ConnectorScope,
  compile: () => Result,
): Result {
  return compiling(location, argument, text, () => {
    const compiled = compile();
    checkReferences(compiled.references, scope, 'request');
    return compiled;
  });
}

function optional(
  http: JsonObject,
  key: string,
  location: DirectiveLocation,
  scope: ConnectorScope,
): CompiledMapping | undefined {
  const text = readText(http, key, location, 'http.');
  return text === undefined
    ? undefined
    : checked(location, `http.${key}`, text, scope, () => compileMapping(text));
}

interface CompiledHeaders {
  readonly write: (variables: Variables) => Record<string, string>;
  readonly references: readonly Reference[];
}

/** Compiles headers. Headers of the connector replace those of its source with the same name. Empty headers are not sent. */
function compileHeaders(
  http: JsonObject,
  source: Source,
  location: DirectiveLocation,
  scope: ConnectorScope,
  hasBody: boolean,
): CompiledHeaders {
  const compileAll = (from: JsonObject, at: DirectiveLocation): [string, CompiledText][] =>
    readHeaders(from, at).map(({ name, template, argument }) => {
      if (name === 'content-type' && hasBody && !/^application\/(?:.*\+)?json\b/.test(template)) {
        refuse(at, argument, 'only JSON bodies are supported');
      }
      const compile = (): CompiledText => compileText(splitTemplate(template), headerText, headerText);
      return [name, checked(at, argument, template, scope, compile)];
    });
  const headers = new Map([...compileAll(source.http, source.location), ...compileAll(http, location)]);
  const defaults: Record<string, string> = hasBody ? { 'content-type': 'application/json' } : {};
  if (!headers.has('accept')) defaults['accept'] = 'application/json';
  return {
    write: (variables) => {
      const written = { ...defaults };
      for (const [name, { write }] of headers) {
        const value = write(variables).trim();
        if (value !== '') written[name] = value;
      }
      return written;
    },
    references: [...headers.values()].flatMap(({ references }) => references),
  };
}
