import type { SourceId } from '../../core/upstream-calls.ts';
import type { JsonObject } from '../mapping/value.ts';
import { type Place, refuse } from '../place.ts';
import type { ConnectorSource } from './connector-subgraph-definition.ts';
import { checkKeys, readObject, readText } from './read-arguments.ts';
import type { JoinedDirective } from './read-directives.ts';

/** What every connector of a source has in common. */
export interface Source extends ConnectorSource {
  readonly place: Place;
  readonly args: JsonObject;
  readonly http: JsonObject;
  /** Of `baseURL`, without the `?`. */
  readonly query: string;
}

export function compileSource({ subgraph, coordinate, args }: JoinedDirective): Source {
  const unnamed: Place = { subgraph, coordinate, directive: '@source' };
  const name = readText(args, 'name', unnamed);
  if (name === undefined || !/^[a-zA-Z][\w-]{0,63}$/.test(name)) {
    return refuse(unnamed, 'name', 'expected a letter and then letters, digits, - or _, at most 64 in all');
  }
  const place: Place = { subgraph, coordinate, directive: `@source(name: "${name}")` };
  checkKeys(args, ['name', 'http', 'errors', 'isSuccess'], place);
  const http = readObject(args, 'http', place);
  checkKeys(http, ['baseURL', 'headers', 'path', 'queryParams'], place, 'http.');
  const baseURL = readText(http, 'baseURL', place, 'http.');
  if (baseURL === undefined) return refuse(place, 'http.baseURL', 'expected a URL');
  return {
    id: { subgraph, source: name },
    place,
    args,
    http,
    ...splitBaseURL(baseURL, place, 'http.baseURL'),
  };
}

/** A connector without a source has its URL's origin as its source. */
export function anonymousSource(origin: string, place: Place, argument: string): Source {
  const id: SourceId = { subgraph: place.subgraph, source: origin };
  return { id, place, args: {}, http: {}, ...splitBaseURL(origin, place, argument) };
}

function splitBaseURL(text: string, place: Place, argument: string): { baseURL: string; query: string } {
  if (text.includes('{')) refuse(place, argument, 'expressions are not supported in a base URL');
  if (!URL.canParse(text)) refuse(place, argument, `${text} is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse(place, argument, `${url.protocol} is not supported, only http: and https:`);
  }
  if (url.username !== '' || url.password !== '')
    refuse(place, argument, 'a base URL has no user and password');
  if (url.hash !== '') refuse(place, argument, 'a base URL has no fragment (#)');
  return { baseURL: url.origin + url.pathname.replace(/\/+$/, ''), query: url.search.slice(1) };
}
