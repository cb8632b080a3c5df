import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import type { CompletionError, ResponsePath, WriteRequest } from '../../../shared/core/response-writer.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { executeReference } from './execute-reference.ts';
import { anyData } from './random-data.ts';
import { anyOperation } from './random-operation.ts';
import { anySchema } from './random-schema.ts';
import { readResponse, shapeInput } from './shape-response.ts';

const anyCases = anySchema.chain((schema) =>
  fc.record({
    sdl: fc.constant(schema.sdl),
    operations: fc.array(anyOperation(schema), { minLength: 2, maxLength: 4 }),
    data: fc.array(anyData(schema), { minLength: 2, maxLength: 2 }),
    known: fc.array(fc.record({ pick: fc.nat(), change: fc.integer({ min: -2, max: 1 }) }), { maxLength: 4 }),
  }),
);

/** The message of graphql-js for a null. For a wrong value its message and ours differ. */
const nullMessage = /^Cannot return null for non-nullable field /;

function outline(errors: readonly { readonly message: string; readonly path?: ResponsePath | undefined }[]) {
  return errors.map(({ message, path }) => [path, nullMessage.test(message) ? message : 'wrong value']);
}

function isPrefix(start: ResponsePath, path: ResponsePath): boolean {
  return start.every((step, index) => step === path[index]);
}

/**
 * About 1,200 cases: six to a schema. The same text, byte for byte; errors at the same places in the same order, with the
 * same words for nulls; and when some errors are known, those without what the known ones explain.
 */
describe('over random schemas, operations and data', () => {
  // fast-check prints the seed and the case that fails; to look for a smaller one takes minutes.
  it('results equal those of graphql-js', () => {
    const property = fc.property(anyCases, ({ sdl, operations, data, known }) => {
      const schema = buildSchema(sdl);
      for (const { query, variables } of operations) {
        const program = compileResponseWriter(shapeInput(schema, query));
        for (const one of data) {
          const expected = executeReference(schema, query, one, variables);
          const actual = readResponse(program.write(request(one, variables, [])));
          assert.equal(actual.text, expected.text);
          assert.deepEqual(outline(actual.errors), outline(expected.errors).slice(0, 1000));

          const free = withoutEscapes(one);
          const unchecked = readResponse(
            program.write({ ...request(free, variables, []), isEscapeFree: true }),
          );
          assert.equal(unchecked.text, executeReference(schema, query, free, variables).text);

          const errors = known.map((change) => knownError(actual.errors, change));
          const rest = readResponse(program.write(request(one, variables, errors)));
          assert.equal(rest.text, expected.text);
          assert.deepEqual(rest.errors, withoutExplained(actual.errors, errors));
        }
      }
    });
    fc.assert(property, { numRuns: 200, endOnFailure: true });
  });
});

/** The same with other strings, cycles included. */
function withoutEscapes(data: object, seen = new Map<object, object>()): object {
  const known = seen.get(data);
  if (known !== undefined) return known;
  const copy: object = Array.isArray(data) ? [] : {};
  seen.set(data, copy);
  for (const [key, value] of Object.entries(data)) {
    const isObject = typeof value === 'object' && value !== null;
    Object.assign(copy, { [key]: isObject ? withoutEscapes(value, seen) : withoutEscape(value) });
  }
  return copy;
}

function withoutEscape(value: unknown): unknown {
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1).replace(/[\\"]/g, '/') : value;
}

interface KnownError {
  readonly path: ResponsePath;
}

/** An error at one of the places, some steps above it or one below it. */
function knownError(
  errors: readonly CompletionError[],
  { pick, change }: { pick: number; change: number },
): KnownError {
  const path = errors[pick % errors.length]?.path ?? ['elsewhere'];
  return { path: change > 0 ? [...path, 'deeper'] : path.slice(0, Math.max(1, path.length + change)) };
}

function withoutExplained(
  errors: readonly CompletionError[],
  known: readonly KnownError[],
): CompletionError[] {
  return errors.filter(
    ({ message, path }) =>
      !nullMessage.test(message) ||
      !known.some((error) => isPrefix(error.path, path) || isPrefix(path, error.path)),
  );
}

function request(
  data: object,
  variables: Readonly<Record<string, unknown>>,
  errors: WriteRequest['errors'],
): WriteRequest {
  return { data, variables, errors, presentation: defaultPresentation(), introspection: () => null };
}
