import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeReply } from '../../../shared/connect/response/decode-body.ts';

function decode(contentType: string | undefined, body: string | Buffer): unknown {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
  const { data, unreadable } = decodeReply({ status: 200, headers, body: Buffer.from(body), maxDepth: 64 });
  if (unreadable !== undefined) throw unreadable;
  return JSON.parse(JSON.stringify(data));
}

describe('decodeReply', () => {
  for (const type of [
    undefined,
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/hal+json',
  ]) {
    test(`decodes JSON with content type ${type}`, () =>
      assert.deepEqual(decode(type, '{"a":[1]}'), { a: [1] }));
  }

  test('returns null for an empty body', () => assert.equal(decode('application/json', ''), null));

  test('decodes text in its charset', () =>
    assert.equal(decode('text/plain; charset=windows-1252', Buffer.from([0x80])), '€'));

  test('decodes UTF-16 and a byte order mark', () => {
    const utf16 = Buffer.from('\ufeff<a>é</a>', 'utf16le');
    assert.deepEqual(decode('application/xml', utf16), { a: 'é' });
    assert.deepEqual(decode('application/json', '\ufeff{"a":1}'), { a: 1 });
  });

  for (const [type, body, why] of [
    ['application/json', '{', 'broken JSON'],
    ['application/json', '['.repeat(65) + ']'.repeat(65), 'deep JSON'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), 'bytes that are not UTF-8'],
    ['application/json; charset=nonsense', '{}', 'an unknown charset'],
    ['text/html', '<p>', 'another content type'],
    ['application/xml', '<a><b></a>', 'broken XML'],
    ['application/xml', 'busy', 'text instead of XML'],
    ['application/xml', '<a>'.repeat(65) + '</a>'.repeat(65), 'deep XML'],
    ['application/xml', '<a>&x;</a>', 'an unknown entity'],
    ['application/xml', '<a>&amp</a>', 'an unfinished entity'],
    ['application/xml', '<a><__proto__/></a>', 'a dangerous name'],
    ['application/xml', '<?xml version="1.0"?><!-- --><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'a DOCTYPE'],
    ['application/xml', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'an external DTD'],
  ] as const) {
    test(`reports ${why} as unreadable`, () => assert.throws(() => decode(type, body), Error));
  }

  test('does not count brackets in strings as depth', () => {
    const text = JSON.stringify({ a: `${'['.repeat(100)}\\"` });
    assert.equal(JSON.stringify(decode('application/json', text)), text);
  });

  test('never throws, whatever the bytes', () => {
    const types = fc.constantFrom('application/json', 'text/xml', 'text/plain', 'x', undefined);
    fc.assert(
      fc.property(types, fc.uint8Array(), (type, bytes) => {
        const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
        decodeReply({ status: 200, headers, body: Buffer.from(bytes), maxDepth: 64 });
      }),
    );
  });
});

describe('decoding of XML', () => {
  for (const [xml, expected] of [
    ['<a/>', { a: '' }],
    ['<a>x</a>', { a: 'x' }],
    ['<a> 12 </a>', { a: '12' }],
    ['<a b="1">x</a>', { a: { '@b': '1', '#text': 'x' } }],
    ['<a b="1"/>', { a: { '@b': '1' } }],
    ['<a><b>1</b><b>2</b><c/></a>', { a: { b: ['1', '2'], c: '' } }],
    ['<s:a xmlns:s="u"><s:b>1</s:b></s:a>', { 's:a': { '@xmlns:s': 'u', 's:b': '1' } }],
    ['<a>&lt;&#233;&#xe9;&amp;amp;</a>', { a: '<éé&amp;' }],
    ['<a b="&quot;"><![CDATA[<x>&amp;]]></a>', { a: { '@b': '"', '#text': '<x>&amp;' } }],
    ['<?xml version="1.0"?><!-- c --><a><!-- d -->x</a>', { a: 'x' }],
  ] as const) {
    test(`decodes ${xml} to ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(decode('application/xml', xml), expected);
    });
  }

  test('uses the declared encoding', () => {
    const body = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1');
    assert.deepEqual(decode('text/xml', body), { a: 'é' });
  });

  test('skips many comments before the root in linear time', () => {
    assert.deepEqual(decode('text/xml', `${'<!-- c -->'.repeat(5_000)}<a/>`), { a: '' });
  });
});
