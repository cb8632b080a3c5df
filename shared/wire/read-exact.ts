import { isUtf8 } from 'node:buffer';
import { nestsDeeperThan } from '../core/json/json-depth.ts';

/** Answers are shallower; what walks a value needs stack for each level. */
const maxDepth = 200;

/**
 * The value of a JSON text (UTF-8) that is written as `JSON.stringify` writes its value, so that the text can be had back
 * byte for byte. Undefined for any other text: too deep, a number of more digits than fit, a key that occurs twice.
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
