import { FrontageError } from '../../core/errors.ts';
import { parseScanned } from '../../core/json/exact-json.ts';
import { scanJson } from '../../core/json/json-depth.ts';

/** The default nesting limit of lists and objects in an upstream response. */
export const defaultMaxDepth = 64;

/**
 * Parses JSON within limits, which are checked before any value is created: throws a `SyntaxError` for a document of more than
 * `maxDepth` levels, and a `FrontageError` SUBGRAPH_RESPONSE_TOO_LARGE for one of more than `maxElements` values. `bytes`: the
 * text in UTF-8, if the caller has it.
 */
export function parseJson(
  text: string,
  maxDepth: number = defaultMaxDepth,
  bytes: Buffer = Buffer.from(text),
  maxElements: number = Number.POSITIVE_INFINITY,
): unknown {
  const scan = scanJson(bytes, maxDepth, maxElements);
  if (scan.isTooDeep) throw new SyntaxError(`JSON nests deeper than ${maxDepth} levels`);
  if (scan.isTooMany)
    throw new FrontageError('SUBGRAPH_RESPONSE_TOO_LARGE', { cause: `more than ${maxElements} values` });
  return parseScanned(text, bytes, scan);
}
