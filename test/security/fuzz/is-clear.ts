import { bytesOf, type RandomMessage } from './random-message.ts';

const single = [
  'authorization',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'content-encoding',
];

/**
 * Whether a message is unambiguous and a processable request even for a lenient parser, which may accept line ends of
 * any kind, spaces around names, or underscores for hyphens.
 */
export function isClear(message: RandomMessage): boolean {
  const head = headOf(bytesOf(message));
  if (head === undefined || /(?:^|[^\r])\n|\r(?!\n)/.test(head)) return false;
  const [startLine = '', ...lines] = head.split('\r\n');
  if (lines.length > 100 || lines.some((line) => /^[ \t]/.test(line))) return false;
  if (!/^(?:POST|GET) \S+ HTTP\/1\.[01]$/.test(startLine)) return false;
  const fields = lines.map(readField);
  const valuesOf = (name: string): string[] =>
    fields.filter(([candidate]) => candidate === name).map(([, value]) => value);
  if (single.some((name) => valuesOf(name).length > 1)) return false;
  const [encoding = 'identity'] = valuesOf('content-encoding');
  const [coding = 'chunked'] = valuesOf('transfer-encoding');
  const isOneFraming = valuesOf('transfer-encoding').length + valuesOf('content-length').length < 2;
  const isAnonymous = valuesOf('authorization').length === 0;
  return encoding === 'identity' && coding.toLowerCase() === 'chunked' && isOneFraming && isAnonymous;
}

function headOf(bytes: string): string | undefined {
  const end = bytes.search(/\r\n\r\n/);
  return end < 0 ? undefined : bytes.slice(0, end);
}

function readField(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon < 0 ? undefined : colon);
  return [name.trim().toLowerCase().replaceAll('_', '-'), line.slice(colon + 1).trim()];
}
