import type { Output } from './output.ts';

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const lastAscii = 0x7f;

// The characters that JSON escapes, and surrogates, which it escapes if they are not paired.
const needsEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

// Up to this length a loop is faster for ASCII text than calls of the regular expression and the encoder.
const longestLooped = 48;

/** Writes a string as `JSON.stringify` does. */
export function writeString(value: string, output: Output): void {
  const { length } = value;
  output.reserve(length * 3 + 2);
  if (length > longestLooped || !writeAscii(value, output)) writeAny(value, output);
}

/** Returns false, with nothing written, if the text has other characters than printable ASCII without escapes. */
function writeAscii(value: string, output: Output): boolean {
  const { bytes, at } = output;
  const { length } = value;
  bytes[at] = quote;
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < firstPrintable || unit > lastAscii || unit === quote || unit === backslash) return false;
    bytes[at + 1 + index] = unit;
  }
  bytes[at + 1 + length] = quote;
  output.at = at + length + 2;
  return true;
}

function writeAny(value: string, output: Output): void {
  if (!output.isEscapeFree && needsEscape.test(value)) {
    output.putText(JSON.stringify(value));
    return;
  }
  const { bytes, at } = output;
  bytes[at] = quote;
  const end = at + 1 + bytes.write(value, at + 1, 'utf8');
  bytes[end] = quote;
  output.at = end + 1;
}
