import { parseExactJson } from '../core/exact-json.ts';
import { scanJson } from '../core/json-depth.ts';

/** How deep lists and objects that come from an upstream may nest, where no setting says so. */
export const defaultMaxDepth = 64;

/**
 * `JSON.parse` that throws its `SyntaxError` for a document of more than `maxDepth` levels, before it is built. `bytes` are
 * the text in UTF-8, where they are at hand.
 */
export function parseJson(
  text: string,
  maxDepth: number = defaultMaxDepth,
  bytes: Buffer = Buffer.from(text),
): unknown {
  const { isTooDeep, hasExactNumbers } = scanJson(bytes, maxDepth);
  if (isTooDeep) throw new SyntaxError(`JSON nests deeper than ${maxDepth} levels`);
  return hasExactNumbers ? parseExactJson(text) : JSON.parse(text);
}
