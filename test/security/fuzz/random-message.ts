import fc from 'fast-check';

/** Bytes (ISO 8859-1) that begin like a request, and may be one. */
export interface RandomMessage {
  readonly startLine: string;
  /** Lines without their ends. */
  readonly fields: readonly string[];
  readonly lineEnd: string;
  readonly content: string;
}

export const query = '{"query":"{ __typename }"}';

const latin1 = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));
const often = <Value>(value: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: others });

const method = often(
  'POST',
  fc.oneof(fc.constantFrom('GET', 'PUT', 'post', 'FOO', 'OPTIONS', 'CONNECT', 'PRI', ''), latin1),
);
const target = often(
  '/graphql',
  fc.oneof(
    fc.constantFrom(
      '/graphql?query=%7B__typename%7D',
      '/healthz',
      '/else',
      '*',
      'http://a/graphql',
      'http://b/graphql',
      '/%zz',
      '//a',
      '/graphql#x',
      `/${'a'.repeat(9000)}`,
    ),
    latin1,
  ),
);
const version = often(
  'HTTP/1.1',
  fc.oneof(fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.2', 'HTTPS/1.1', ''), latin1),
);

const names = [
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
  'Host',
  'Expect',
  'Connection',
  'Upgrade',
  'Accept',
  'Cookie',
  'X-Request-Id',
  'x_auth_subject',
  'authorization_',
  'If-None-Match',
];
const values = [
  'Bearer x',
  'br',
  'gzip, chunked',
  'chunked',
  'identity',
  'text/plain',
  'application/json; charset=utf-16',
  '3',
  '-1',
  '0x10',
  '99999999999999999999',
  'a',
  'a, b',
  '100-continue',
  'close',
  'h2c',
  '*/*',
  '\t\t',
  'x'.repeat(17_000),
];
const name = fc.oneof(
  fc.constantFrom(...names),
  fc.constantFrom(...names).map((text) => text.toLowerCase()),
  fc.constantFrom(...names).map((text) => text.replace(/-/g, '_')),
  latin1,
);
const field = fc
  .tuple(name, fc.constantFrom(': ', ':', ' : ', '', ':\t'), fc.oneof(fc.constantFrom(...values), latin1))
  .map((parts) => parts.join(''));
const further = fc.oneof(
  { weight: 6, arbitrary: fc.array(field, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(' folded', '\tfolded', '').map((line) => ['a: b', line]) },
  // Enough to hide what comes after them.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(90, 101, 1010, 3000), field)
      .map(([count, last]) => [...Array.from({ length: count }, () => 'a:'), last]),
  },
);

const chunk = `${query.length.toString(16)}\r\n${query}\r\n0\r\n`;
const framing = often<readonly [field: string, content: string]>(
  [`Content-Length: ${query.length}`, query],
  fc.oneof(
    fc.constantFrom<readonly [string, string]>(
      [`Content-Length: ${query.length - 1}`, query],
      [`Content-Length: ${query.length + 1}`, query],
      ['Content-Length: 0', ''],
      ['Transfer-Encoding: chunked', `${chunk}\r\n`],
      ['Transfer-Encoding: chunked', `${chunk}authorization: Bearer x\r\n\r\n`],
      ['Transfer-Encoding: chunked', `${chunk}${'a: b\r\n'.repeat(200)}\r\n`],
      ['Transfer-Encoding: chunked', 'fffffffffffffffff\r\n'],
      ['Transfer-Encoding: chunked', `-1\r\n${query}\r\n0\r\n\r\n`],
      ['Transfer-Encoding: chunked', `5;a=${'b'.repeat(20_000)}\r\n`],
      ['Transfer-Encoding: chunked', chunk.replaceAll('\r\n', '\n')],
    ),
    latin1.map((content): readonly [string, string] => [`Content-Length: ${content.length}`, content]),
  ),
);

export const randomMessage: fc.Arbitrary<RandomMessage> = fc
  .record({
    startLine: fc.tuple(method, target, version).map((parts) => parts.join(' ')),
    host: often('Host: a', fc.constantFrom('Host: b', 'Host: a b', 'Host:', 'host: [::1]:80')),
    type: often(
      'Content-Type: application/json',
      fc.constantFrom('Content-Type: text/plain', 'content-type:', 'a: b'),
    ),
    framing,
    further,
    isFirst: fc.boolean(),
    lineEnd: often('\r\n', fc.constantFrom('\n', '\r', '\r\r\n', '\n\r')),
  })
  .map(({ startLine, host, type, framing: [length, content], further: others, isFirst, lineEnd }) => ({
    startLine,
    fields: isFirst ? [...others, host, type, length] : [host, type, length, ...others],
    lineEnd,
    content,
  }));

export function bytesOf({ startLine, fields, lineEnd, content }: RandomMessage): string {
  return [startLine, ...fields, '', ''].join(lineEnd) + content;
}
