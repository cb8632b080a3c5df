import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { readResponse, shape, shapeInput } from './shape-response.ts';

const sdl = `
  scalar Json
  type Query { text: String, texts: [String], int: Int, float: Float, id: ID, json: Json, node: Node }
  type Node { name: String, nodes: [Node] }
`;

const introspection = (): null => null;

function written(query: string, data: object): unknown {
  return JSON.parse(shape(sdl, query, data).text);
}

describe('the text of a value', () => {
  const parts = [
    'a',
    'é',
    '€',
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u007f',
    '\u2028',
    '\ud83d\ude00',
    '\ud800',
    '\udc00',
  ];
  const anyText = fc
    .array(fc.constantFrom(...parts, 'plain text ', 'x'.repeat(40)), { maxLength: 12 })
    .map((list) => list.join(''));

  it('equals that of JSON.stringify, byte for byte, for strings of every length and kind', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(shape(sdl, '{ text }', { text }).text, JSON.stringify({ text }));
      }),
      { numRuns: 2000 },
    );
  });

  it('equals that of JSON.stringify if one character of a long text is special', () => {
    for (const special of parts) {
      for (const length of [0, 1, 31, 32, 47, 48, 49, 63, 64, 65, 500]) {
        for (const at of [0, length >> 1, length]) {
          const text = `${'x'.repeat(at)}${special}${'y'.repeat(length - at)}`;
          assert.equal(shape(sdl, '{ text }', { text }).text, JSON.stringify({ text }));
        }
      }
    }
  });

  it('equals that of JSON.stringify for numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), (int, float) => {
        const text = shape(sdl, '{ int float json id }', { int, float, json: [float], id: int }).text;
        assert.equal(text, JSON.stringify({ int, float, json: [float], id: `${int}` }));
      }),
      { numRuns: 2000 },
    );
  });

  it('is complete if it is far longer than the text before', () => {
    for (const count of [1, 30_000, 2]) {
      const texts = Array.from({ length: count }, (_, index) => `${index} \u20ac ${'z'.repeat(index % 90)}`);
      assert.deepEqual(written('{ texts }', { texts }), { texts });
    }
  });
});

describe('a response', () => {
  // Ten names, but a thousand places: every list is the next one, ten times.
  function nest(depth: number): object {
    return depth === 0
      ? { name: 'leaf' }
      : { name: `${depth}`, nodes: Array.from({ length: 10 }).fill(nest(depth - 1)) };
  }
  const query = '{ node { name nodes { name nodes { name nodes { name } } } } }';
  const data = { node: nest(3) };

  it('may have the maximum length', () => {
    const { length } = shape(sdl, query, data).text;
    const maxBytes = length + '{"data":}'.length;
    const program = compileResponseWriter({ ...shapeInput(buildSchema(sdl), query), maxBytes });
    const request = { data, variables: {}, errors: [], presentation: defaultPresentation(), introspection };
    assert.equal(readResponse(program.write(request)).text.length, length);
    const tight = compileResponseWriter({ ...shapeInput(buildSchema(sdl), query), maxBytes: maxBytes - 1 });
    assert.throws(() => tight.write(request), { code: 'RESPONSE_TOO_LARGE' });
  });

  it('that would not end is aborted before it fills the memory', () => {
    const node: Record<string, unknown> = { name: 'x'.repeat(1000) };
    node['nodes'] = Array.from({ length: 1000 }).fill(node);
    const deep = `{ node { ${'nodes { '.repeat(8)} name ${'} '.repeat(8)} } }`;
    const program = compileResponseWriter({ ...shapeInput(buildSchema(sdl), deep), maxBytes: 1_000_000 });
    const request = {
      data: { node },
      variables: {},
      errors: [],
      presentation: defaultPresentation(),
      introspection,
    };
    assert.throws(() => program.write(request), { code: 'RESPONSE_TOO_LARGE' });
  });

  it('that was aborted leaves nothing in the next one', () => {
    const input = shapeInput(buildSchema(sdl), '{ texts }');
    const program = compileResponseWriter({ ...input, maxBytes: 100 });
    const request = { variables: {}, errors: [], presentation: defaultPresentation(), introspection };
    assert.throws(() => program.write({ ...request, data: { texts: ['secret'.repeat(100)] } }));
    assert.equal(readResponse(program.write({ ...request, data: { texts: ['a'] } })).text, '{"texts":["a"]}');
  });
});
