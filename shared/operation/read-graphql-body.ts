import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';
import { parseJson } from '../core/json/exact-json.ts';
import { nestsDeeperThan } from '../core/json/json-depth.ts';

const contentType = /^application\/json\s*(?:;\s*charset="?utf-?8"?\s*)?;?$/i;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses the body of a POST (GraphQL over HTTP, section 5.3). Throws a `FrontageError`:
 * UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST or BATCHING_DISABLED.
 */
export function readGraphqlBody({ headers, body }: Pick<IncomingRequest, 'headers' | 'body'>): object {
  if (!contentType.test(headers['content-type'] ?? '')) throw new FrontageError('UNSUPPORTED_MEDIA_TYPE');
  refuseDeep(body, 'The request body');
  const value = parse(body);
  if (Array.isArray(value)) throw new FrontageError('BATCHING_DISABLED');
  if (typeof value !== 'object' || value === null) throw new FrontageError('BAD_REQUEST');
  return value;
}

/** Functions that walk a value recurse. */
const maxDepth = 64;

/** Throws a `FrontageError` BAD_REQUEST for JSON whose lists and objects nest too deep. `what`: the subject of the message. */
export function refuseDeep(json: Buffer | undefined, what: string): void {
  if (json === undefined || !nestsDeeperThan(maxDepth, json)) return;
  const message = `${what} nests lists and objects deeper than the ${maxDepth} levels that are allowed.`;
  throw new FrontageError('BAD_REQUEST', { message });
}

function parse(body: Buffer | undefined): unknown {
  try {
    return parseJson(decoder.decode(body), body);
  } catch (cause) {
    throw new FrontageError('BAD_REQUEST', {
      message: 'The request body is not valid JSON in UTF-8.',
      cause,
    });
  }
}
