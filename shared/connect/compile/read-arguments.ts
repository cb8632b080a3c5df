import { nearest } from '../../core/runtime/nearest.ts';
import { isArray, isObject, type JsonObject, property } from '../mapping/value.ts';
import { type Place, refuse } from '../place.ts';

/** Refuses keys that are not among `known`. */
export function checkKeys(args: JsonObject, known: readonly string[], place: Place, prefix = ''): void {
  for (const key of Object.keys(args)) {
    if (known.includes(key)) continue;
    refuse(place, `${prefix}${key}`, `there is no such argument here${nearest(key, known)}`);
  }
}

export function readText(args: JsonObject, key: string, place: Place, prefix = ''): string | undefined {
  const value = property(args, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return refuse(place, `${prefix}${key}`, 'expected a string');
  return value;
}

export function readObject(args: JsonObject, key: string, place: Place): JsonObject {
  const value = property(args, key);
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return refuse(place, key, 'expected an object');
  return value;
}

export interface HeaderArgument {
  /** Lower case. */
  readonly name: string;
  readonly template: string;
  /** `http.headers[0]` */
  readonly argument: string;
}

/** Headers that belong to the connection or to the body, not to the author. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Reads `http: { headers: [{ name, value }] }`. */
export function readHeaders(http: JsonObject, place: Place): HeaderArgument[] {
  const headers = property(http, 'headers') ?? [];
  const list = isArray(headers) ? headers : [headers];
  return list.map((header, index) => {
    const argument = `http.headers[${index}]`;
    if (!isObject(header)) return refuse(place, argument, 'expected an object with name and value');
    checkKeys(header, ['name', 'value', 'from'], place, `${argument}.`);
    const name = readText(header, 'name', place, `${argument}.`)?.toLowerCase() ?? '';
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) refuse(place, argument, `${name} is not a header name`);
    if (reserved.has(name)) refuse(place, argument, `the header ${name} cannot be set`);
    if (Object.hasOwn(header, 'from')) {
      refuse(place, argument, 'from is not supported: headers of the client are not passed on here');
    }
    const template = readText(header, 'value', place, `${argument}.`);
    return { name, template: template ?? refuse(place, argument, 'expected a value'), argument };
  });
}
