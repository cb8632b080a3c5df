import { FrontageError } from '../../core/errors.ts';
import { parseScanned } from '../../core/json/exact-json.ts';
import { scanJson } from '../../core/json/json-depth.ts';

/** How deep lists and objects that come from an upstream may nest, where no setting says so. */
export const defaultMaxDepth = 64;

/**
 * `JSON.parse` that throws its `SyntaxError` for a document of more than `maxDepth` levels, and a `FrontageError`
 * SUBGRAPH_RESPONSE_TOO_LARGE for one of more than `maxElements` values, before it is built. `bytes` are the text in UTF-8,
 * where they are at hand.
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
