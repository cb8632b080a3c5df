import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { createOutputMemory } from '../../../shared/response/output-memory.ts';
import { shapeInput } from './shape-response.ts';

describe('the memory of responses', () => {
  it('is never acquired twice at once, and is as large as requested', () => {
    const step = fc.oneof(
      fc.record({ acquire: fc.integer({ min: 0, max: 20_000_000 }) }),
      fc.record({ release: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const memory = createOutputMemory();
        const acquired: Buffer[] = [];
        for (const one of steps) {
          if ('acquire' in one) {
            const piece = memory.acquire(one.acquire);
            assert.ok(piece.length >= one.acquire);
            assert.equal(
              acquired.some(({ buffer }) => buffer === piece.buffer),
              false,
            );
            acquired.push(piece);
          } else {
            const [piece] = acquired.splice(one.release % Math.max(1, acquired.length), 1);
            if (piece !== undefined) memory.release(piece);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('retains at most 32 MB, and no single buffer of more than 8 MB', () => {
    const memory = createOutputMemory();
    const mebibyte = 1024 * 1024;
    const pieces = Array.from({ length: 40 }, () => memory.acquire(mebibyte));
    for (const piece of pieces) memory.release(piece);
    const again = new Set(pieces.map(({ buffer }) => buffer));
    const kept = pieces.filter(() => again.has(memory.acquire(mebibyte).buffer));
    assert.equal(kept.length, 32);
    const large = memory.acquire(9 * mebibyte);
    memory.release(large);
    assert.notEqual(memory.acquire(9 * mebibyte).buffer, large.buffer);
  });

  it('belongs to a response until it is sent, and then to another', () => {
    const program = compileResponseWriter(shapeInput(buildSchema('type Query { text: String }'), '{ text }'));
    const write = (letter: string) =>
      program.write({
        data: { text: letter.repeat(5000) },
        variables: {},
        presentation: defaultPresentation(),
        errors: [],
        introspection: () => null,
      }).response;
    const first = write('a');
    const second = write('b');
    const textOf = (letter: string): string => `{"data":{"text":"${letter.repeat(5000)}"}}`;
    assert.equal(String(first.bytes), textOf('a'));
    const { buffer } = first.bytes;
    first.take();
    first.sent();
    const third = write('c');
    assert.equal(third.bytes.buffer, buffer);
    assert.equal(String(second.bytes), textOf('b'));
    assert.equal(String(third.bytes), textOf('c'));
  });
});
