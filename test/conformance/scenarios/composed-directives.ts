import { type DirectiveNode, type GraphQLResolveInfo, Kind } from 'graphql';
import type { Scenario } from '../harness/scenario.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "https://example.org/speech/v1.0", import: ["@say"]) @composeDirective(name: "@say")
`;

/** The effect of `@say`, on the field or on the whole operation, on a text. */
function said(text: string, { fieldNodes, operation }: GraphQLResolveInfo): string {
  const [field] = fieldNodes;
  const found = [...(field?.directives ?? []), ...(operation.directives ?? [])].find(isSay);
  if (found === undefined) return text;
  const how = found.arguments?.find(({ name }) => name.value === 'how')?.value;
  return how?.kind === Kind.ENUM && how.value === 'LOUD' ? `${text.toUpperCase()}!` : `${text}…`;
}

function isSay({ name }: DirectiveNode): boolean {
  return name.value === 'say';
}

const texts = {
  id: ({ id }: { id: string }, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => said(id, info),
  name: (_item: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => said('box', info),
};

const noDefaults = {
  reference: 'the defaults of a directive are not written out for a subgraph without them',
};

export const composedDirectiveScenarios: readonly Scenario[] = [
  {
    name: 'a directive for operations that subgraphs compose',
    subgraphs: {
      a: {
        sdl: `${link}
          directive @say(how: How!, times: Int) on FIELD | QUERY
          enum How { LOUD LOW }
          type Query { item: Item }
          type Item @key(fields: "id") { id: ID! name: String other: Item }
        `,
        root: { item: { id: 'i', other: { id: 'j' } } },
        resolvers: { Item: texts },
        entities: { Item: [{ id: 'i' }, { id: 'j' }] },
      },
      b: {
        sdl: `${link}
          directive @say(how: How! = LOUD, times: Int) on FIELD | QUERY
          enum How { LOUD LOW }
          type Item @key(fields: "id") { id: ID! price: Int }
        `,
        entities: {
          Item: [
            { id: 'i', price: 5 },
            { id: 'j', price: 6 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'it reaches the subgraphs, with its default if one of them has none',
        query: '{ item { name @say price @say } }',
        data: { item: { name: 'BOX!', price: 5 } },
        maxCalls: { a: 1, b: 1 },
        knownFaults: noDefaults,
      },
      {
        name: 'it is on one of two otherwise equal fields',
        query: '{ item { name loud: name @say low: name @say(how: LOW) again: name @say(how: LOUD) } }',
        data: { item: { name: 'box', loud: 'BOX!', low: 'box…', again: 'BOX!' } },
        maxCalls: { a: 1 },
        knownFaults: noDefaults,
      },
      {
        name: 'it is on a key, and objects are still resolved by the original key',
        query: '{ item { id @say price other { id @say(how: LOW) price } } }',
        data: { item: { id: 'I!', price: 5, other: { id: 'j…', price: 6 } } },
        maxCalls: { a: 1, b: 1 },
        knownFaults: { reference: 'the key that the directive has changed is sent as the key' },
      },
      {
        name: 'it has a variable',
        query: 'query ($how: How!) { item { name @say(how: $how) } }',
        variables: { how: 'LOW' },
        data: { item: { name: 'box…' } },
      },
      {
        name: 'it is on the whole operation',
        query: 'query @say(how: LOW) { item { name } }',
        data: { item: { name: 'box…' } },
      },
      {
        name: 'it is at a location that it does not allow',
        query: '{ item { ... @say(how: LOW) { name } } }',
        data: undefined,
        errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      },
      {
        name: 'it has arguments of input types',
        query: '{ __type(name: "How") { enumValues { name } } }',
        data: { __type: { enumValues: [{ name: 'LOUD' }, { name: 'LOW' }] } },
      },
    ],
  },
];
