import { connectionHeaders } from '../../core/http/fixed-headers.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import { type DirectiveLocation, refuse } from '../directive-problems.ts';
import { isArray, isObject, type JsonObject, property } from '../mapping/value.ts';

/** Rejects keys that are not in `known`. */
export function checkKeys(
  args: JsonObject,
  known: readonly string[],
  location: DirectiveLocation,
  prefix = '',
): void {
  for (const key of Object.keys(args)) {
    if (known.includes(key)) continue;
    refuse(location, `${prefix}${key}`, `unknown argument${nearest(key, known)}`);
  }
}

export function readText(
  args: JsonObject,
  key: string,
  location: DirectiveLocation,
  prefix = '',
): string | undefined {
  const value = property(args, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return refuse(location, `${prefix}${key}`, 'expected a string');
  return value;
}

export function readObject(args: JsonObject, key: string, location: DirectiveLocation): JsonObject {
  const value = property(args, key);
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return refuse(location, key, 'expected an object');
  return value;
}

export interface HeaderArgument {
  /** Lower case. */
  readonly name: string;
  readonly template: string;
  /** `http.headers[0]` */
  readonly argument: string;
}

/** Reads `http: { headers: [{ name, value }] }`. */
export function readHeaders(http: JsonObject, location: DirectiveLocation): HeaderArgument[] {
  const headers = property(http, 'headers') ?? [];
  const list = isArray(headers) ? headers : [headers];
  return list.map((header, index) => {
    const argument = `http.headers[${index}]`;
    if (!isObject(header)) return refuse(location, argument, 'expected an object with name and value');
    checkKeys(header, ['name', 'value', 'from'], location, `${argument}.`);
    const name = readText(header, 'name', location, `${argument}.`)?.toLowerCase() ?? '';
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) refuse(location, argument, `${name} is not a header name`);
    if (connectionHeaders.has(name)) refuse(location, argument, `the header ${name} cannot be set`);
    if (Object.hasOwn(header, 'from')) {
      refuse(location, argument, 'from is not supported: client headers are not forwarded');
    }
    const template = readText(header, 'value', location, `${argument}.`);
    return { name, template: template ?? refuse(location, argument, 'expected a value'), argument };
  });
}
