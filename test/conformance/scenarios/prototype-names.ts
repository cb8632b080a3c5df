import type { Scenario } from '../harness/scenario.ts';

export const prototypeNameScenarios: readonly Scenario[] = [
  {
    name: 'names of the prototype',
    subgraphs: {
      a: {
        sdl: `
          scalar Any
          type Query { constructor: Thing toString: String hasOwnProperty(valueOf: String): String any: Any things: [Thing] }
          type Thing @key(fields: "constructor") { constructor: ID! valueOf: Int kind: Kind }
          enum Kind { constructor toString }
        `,
        root: {
          constructor: { constructor: 'c', valueOf: 1, kind: 'constructor' },
          toString: 'text',
          hasOwnProperty: (given: object) =>
            Object.entries(given).find(([name]) => name === 'valueOf')?.[1] ?? null,
          any: JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
          things: [
            { constructor: 'c', valueOf: 1, kind: 'toString' },
            { constructor: '__proto__', valueOf: 2, kind: null },
          ],
        },
      },
      b: {
        sdl: `type Thing @key(fields: "constructor") { constructor: ID! hasOwnProperty: String toString: Int @requires(fields: "valueOf") valueOf: Int @external }`,
        entities: {
          Thing: [
            { constructor: 'c', hasOwnProperty: 'own' },
            { constructor: '__proto__', hasOwnProperty: 'proto' },
          ],
        },
        resolvers: { Thing: { toString: ({ valueOf: value }: { valueOf: number }) => value * 3 } },
      },
    },
    operations: [
      {
        name: 'as field names',
        query:
          '{ constructor { constructor valueOf kind hasOwnProperty } toString hasOwnProperty(valueOf: "v") }',
        data: {
          constructor: { constructor: 'c', valueOf: 1, kind: 'constructor', hasOwnProperty: 'own' },
          toString: 'text',
          hasOwnProperty: 'v',
        },
      },
      {
        name: 'as aliases, values and keys',
        query:
          '{ valueOf: things { isPrototypeOf: constructor toLocaleString: hasOwnProperty propertyIsEnumerable: kind } }',
        data: {
          valueOf: [
            { isPrototypeOf: 'c', toLocaleString: 'own', propertyIsEnumerable: 'toString' },
            { isPrototypeOf: '__proto__', toLocaleString: 'proto', propertyIsEnumerable: null },
          ],
        },
      },
      {
        name: 'as required fields',
        query: '{ things { toString } }',
        data: { things: [{ toString: 3 }, { toString: 6 }] },
      },
      {
        name: 'as an alias of a variable’s name',
        query:
          'query ($constructor: String, $toString: Boolean = false) { a: hasOwnProperty(valueOf: $constructor) b: toString @include(if: $toString) }',
        variables: { constructor: 'given' },
        data: { a: 'given' },
      },
      {
        name: 'a variable that is not given is not looked up on the prototype',
        query: 'query ($constructor: String) { hasOwnProperty(valueOf: $constructor) }',
        data: { hasOwnProperty: null },
      },
      {
        name: 'as an alias: __proto__',
        query: '{ __proto__: toString things { __proto__: hasOwnProperty } }',
        data: JSON.parse('{"__proto__":"text","things":[{"__proto__":"own"},{"__proto__":"proto"}]}'),
      },
      {
        name: 'as keys inside a scalar',
        query: '{ any }',
        data: {
          any: JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
        },
      },
    ],
  },
];
