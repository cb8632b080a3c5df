import { readInputFile, shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import type { EndpointOptions } from '../upstream-options.ts';
import { maxEndpoints } from './endpoint-source.ts';

const maxFileBytes = 1_000_000;
const maxWeight = 1000;

/** Reads a file of endpoints. Throws `StartError` when it cannot be read, is larger than 1 MB or is not a valid list. */
export function readEndpointFile(file: string): readonly EndpointOptions[] {
  const text = readInputFile(file, maxFileBytes);
  const endpoints = parseEndpoints(text);
  if (typeof endpoints === 'string') throw new StartError({ file: shownPath(file), message: endpoints });
  return endpoints;
}

/** Parses a JSON list of `{ "url": …, "weight": … }`. Returns the description of the problem if it is not valid. */
export function parseEndpoints(text: string): readonly EndpointOptions[] | string {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    return `this is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!Array.isArray(list)) return 'this is not a list of endpoints';
  if (list.length === 0) return 'the list is empty; at least one endpoint is required';
  if (list.length > maxEndpoints)
    return `found ${list.length} endpoints; at most ${maxEndpoints} are allowed`;
  const endpoints = new Map<string, EndpointOptions>();
  for (const [index, entry] of list.entries()) {
    const endpoint = parseEndpoint(entry);
    if (typeof endpoint === 'string') return `endpoint ${index + 1}: ${endpoint}`;
    if (endpoints.has(endpoint.url)) return `endpoint ${index + 1}: ${endpoint.url} occurs twice`;
    endpoints.set(endpoint.url, endpoint);
  }
  return [...endpoints.values()];
}

function parseEndpoint(entry: unknown): EndpointOptions | string {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'this is not an object';
  const { url, weight = 1, ...rest } = Object.fromEntries(Object.entries(entry));
  const [unknownKey] = Object.keys(rest);
  if (unknownKey !== undefined) return `unknown key ${shown(unknownKey)}; allowed are url and weight`;
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url))
    return `url: found ${shown(url)}; allowed is an http or https URL`;
  const { username, password, href } = new URL(url);
  if (username !== '' || password !== '') return 'url: credentials are not allowed in it';
  if (typeof weight !== 'number' || !Number.isInteger(weight) || weight < 1 || weight > maxWeight)
    return `weight: found ${shown(weight)}; allowed is a whole number from 1 to ${maxWeight}`;
  return { url: href, weight };
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
