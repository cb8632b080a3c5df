import { type GraphQLLeafType, isEnumType } from 'graphql';
import { stringifyJson } from '../core/json/exact-json.ts';
import { exactText, isInteger } from '../core/json/exact-number.ts';
import type { Output } from './output.ts';
import { writeString } from './write-string.ts';

/** Writes a leaf that is not null. Returns false, with nothing written, if the value is not valid for its type. */
export type WriteLeaf = (value: unknown, output: Output) => boolean;

/**
 * Compiles a writer that is stricter than the result coercion of GraphQL spec 3.5: a subgraph has already coerced its values,
 * so a string for an Int is a fault and not a choice. A custom scalar may be any JSON value, and numbers retain all digits.
 */
export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (!isEnumType(type)) return scalars.get(type.name) ?? writeJson;
  const texts = new Map<unknown, Uint8Array>(
    type.getValues().map(({ name }) => [name, Buffer.from(JSON.stringify(name))]),
  );
  return (value, output) => {
    const text = texts.get(value);
    if (text === undefined) return false;
    output.put(text);
    return true;
  };
}

const scalars = new Map<string, WriteLeaf>([
  ['String', writeText],
  ['ID', (value, output) => writeText(value, output) || writeWholeNumber(value, output)],
  ['Int', writeInt],
  ['Float', writeFloat],
  ['Boolean', writeBoolean],
]);

const trueText = Buffer.from('true');
const falseText = Buffer.from('false');
const quote = 0x22;
const minus = 0x2d;
const zero = 0x30;

function writeText(value: unknown, output: Output): boolean {
  if (typeof value !== 'string') return false;
  writeString(value, output);
  return true;
}

function writeWholeNumber(value: unknown, output: Output): boolean {
  const text = Number.isInteger(value) ? `${value}` : exactText(value);
  if (text === undefined || (typeof value !== 'number' && !isInteger(text))) return false;
  output.putCharacter(quote);
  output.putText(text);
  output.putCharacter(quote);
  return true;
}

function writeInt(value: unknown, output: Output): boolean {
  if (typeof value !== 'number' || (value | 0) !== value) return false;
  output.reserve(11);
  const { bytes } = output;
  let rest = Math.abs(value);
  if (value < 0) bytes[output.at++] = minus;
  let count = 1;
  for (let limit = 10; limit <= rest; limit *= 10) count += 1;
  const end = output.at + count;
  for (let at = end - 1; at >= output.at; at--) {
    const tenth = Math.floor(rest / 10);
    bytes[at] = zero + rest - tenth * 10;
    rest = tenth;
  }
  output.at = end;
  return true;
}

function writeFloat(value: unknown, output: Output): boolean {
  if (typeof value !== 'number') return writeExactFloat(value, output);
  if (!Number.isFinite(value)) return false;
  if (!writeInt(value, output)) output.putText(`${value}`);
  return true;
}

/** Writes all received digits of a number that is within the range of IEEE 754. */
function writeExactFloat(value: unknown, output: Output): boolean {
  const text = exactText(value);
  if (text === undefined || !Number.isFinite(Number(text))) return false;
  output.putText(text);
  return true;
}

function writeBoolean(value: unknown, output: Output): boolean {
  if (value !== true && value !== false) return false;
  output.put(value ? trueText : falseText);
  return true;
}

function writeJson(value: unknown, output: Output): boolean {
  const text = stringifyJson(value);
  if (text === undefined) return false;
  output.putText(text);
  return true;
}
