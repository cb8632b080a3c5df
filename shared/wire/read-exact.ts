import { isUtf8 } from 'node:buffer';
import { nestsDeeperThan } from '../core/json/json-depth.ts';

/** Responses are shallower. Recursive functions need stack for each level. */
const maxDepth = 200;

/**
 * Parses a JSON text (UTF-8) that equals the output of `JSON.stringify` for its value, so that the text can be restored
 * byte for byte. Undefined for any other text: too deep, a number with too many digits, a duplicate key.
 */
export function readExact(text: Buffer): unknown {
  if (!isUtf8(text) || nestsDeeperThan(maxDepth, text)) return undefined;
  const json = text.toString();
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return JSON.stringify(value) === json ? value : undefined;
}
