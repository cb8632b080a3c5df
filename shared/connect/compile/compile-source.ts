import type { SourceId } from '../../core/upstream-calls.ts';
import { type DirectiveLocation, refuse } from '../directive-problems.ts';
import type { JsonObject } from '../mapping/value.ts';
import type { ConnectorSource } from './connector-subgraph-definition.ts';
import { checkKeys, readObject, readText } from './read-arguments.ts';
import type { JoinedDirective } from './read-directives.ts';

/** The settings that all connectors of a source share. */
export interface Source extends ConnectorSource {
  readonly location: DirectiveLocation;
  readonly args: JsonObject;
  readonly http: JsonObject;
  /** The query of `baseURL`, without the `?`. */
  readonly query: string;
}

export function compileSource({ subgraph, coordinate, args }: JoinedDirective): Source {
  const unnamed: DirectiveLocation = { subgraph, coordinate, directive: '@source' };
  const name = readText(args, 'name', unnamed);
  if (name === undefined || !/^[a-zA-Z][\w-]{0,63}$/.test(name)) {
    return refuse(
      unnamed,
      'name',
      'expected a letter followed by letters, digits, - or _, at most 64 characters',
    );
  }
  const location: DirectiveLocation = { subgraph, coordinate, directive: `@source(name: "${name}")` };
  checkKeys(args, ['name', 'http', 'errors', 'isSuccess'], location);
  const http = readObject(args, 'http', location);
  checkKeys(http, ['baseURL', 'headers', 'path', 'queryParams'], location, 'http.');
  const baseURL = readText(http, 'baseURL', location, 'http.');
  if (baseURL === undefined) return refuse(location, 'http.baseURL', 'expected a URL');
  return {
    id: { subgraph, source: name },
    location,
    args,
    http,
    ...splitBaseURL(baseURL, location, 'http.baseURL'),
  };
}

/** Returns the source of a connector without `source`: the origin of its URL. */
export function anonymousSource(origin: string, location: DirectiveLocation, argument: string): Source {
  const id: SourceId = { subgraph: location.subgraph, source: origin };
  return { id, location, args: {}, http: {}, ...splitBaseURL(origin, location, argument) };
}

function splitBaseURL(
  text: string,
  location: DirectiveLocation,
  argument: string,
): { baseURL: string; query: string } {
  if (text.includes('{')) refuse(location, argument, 'expressions are not supported in a base URL');
  if (!URL.canParse(text)) refuse(location, argument, `${text} is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse(location, argument, `${url.protocol} is not supported; supported are http: and https:`);
  }
  if (url.username !== '' || url.password !== '')
    refuse(location, argument, 'a base URL must not contain a user or a password');
  if (url.hash !== '') refuse(location, argument, 'a base URL must not have a fragment (#)');
  return { baseURL: url.origin + url.pathname.replace(/\/+$/, ''), query: url.search.slice(1) };
}
