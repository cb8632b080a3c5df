import type { Output } from './output.ts';

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const lastAscii = 0x7f;

// What JSON escapes, and surrogates, which it escapes when they stand alone.
const needsEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

// Up to here a loop writes an ASCII text sooner than the regular expression and the encoder are called.
const longestLooped = 48;

/** Writes what `JSON.stringify` gives for a string. */
export function writeString(value: string, output: Output): void {
  const { length } = value;
  output.reserve(length * 3 + 2);
  if (length > longestLooped || !writeAscii(value, output)) writeAny(value, output);
}

/** False, with nothing written, for a text that is more than printable ASCII between quotes. */
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
