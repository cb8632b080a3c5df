import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import {
  execute,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
} from 'graphql';
import { httpUpstream } from './http-upstream.ts';
import { valueAt } from './send-query.ts';

/** The constraints of a subgraph that generates its values. */
export interface RandomBounds {
  /** The length of lists that no argument bounds. */
  readonly list: number;
  /** Strings by coordinate or by the name of the type; `random` returns numbers in [0, 1). */
  text(coordinate: string, type: string, random: () => number): string;
}

export interface RandomSubgraph {
  readonly url: string;
  /** Sets the source of later values; without `nulls` nothing is null. */
  use(random: () => number, nulls: boolean): void;
}

/** In alphabetical order. */
function namesOf(types: readonly { readonly name: string }[]): string[] {
  return types.map(({ name }) => name).sort();
}

/**
 * A subgraph of this schema with other values for every request; lists have at most the length that `first` and `limit`
 * allow.
 */
export async function randomSubgraph(
  context: TestContext,
  schema: GraphQLSchema,
  bounds: RandomBounds,
): Promise<RandomSubgraph> {
  let next = (): number => 0;
  let withNulls = false;

  function makeValue(
    type: GraphQLOutputType,
    coordinate: string,
    size: number | undefined,
    page: number | undefined,
  ): unknown {
    if (!isNonNullType(type) && withNulls && next() < 0.1) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const most = size ?? page ?? bounds.list;
      const length = Math.floor(next() * (most + 1));
      return Array.from({ length }, () => makeValue(nullable.ofType, coordinate, undefined, undefined));
    }
    if (isLeafType(nullable)) {
      if (isEnumType(nullable)) return pick(nullable.getValues().map(({ name }) => name));
      if (nullable.name === 'Boolean') return next() < 0.5;
      if (nullable.name === 'Int') return Math.floor((next() - 0.5) * 2 ** 32);
      if (nullable.name === 'Float') return -next() * 10 ** Math.floor((next() - 0.5) * 600);
      return bounds.text(coordinate, nullable.name, next);
    }
    const members = isAbstractType(nullable) ? namesOf(schema.getPossibleTypes(nullable)) : [];
    return { page: size, ...(members.length > 0 && { __typename: pick(members) }) };
  }

  function pick(names: readonly string[]): string | undefined {
    return names[Math.floor(next() * names.length)];
  }

  const url = await httpUpstream(context, async (request, response) => {
    const body = await json(request);
    const variables = valueAt(body, 'variables');
    const result = await execute({
      schema,
      document: parse(String(valueAt(body, 'query'))),
      variableValues: typeof variables === 'object' ? { ...variables } : {},
      fieldResolver(source, args, _context, { parentType, fieldName, returnType }) {
        const size = args['first'] ?? args['limit'];
        const page = ['nodes', 'hits'].includes(fieldName) ? valueAt(source, 'page') : undefined;
        const bound = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
        return makeValue(returnType, `${parentType.name}.${fieldName}`, bound(size), bound(page));
      },
    });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
  return {
    url,
    use(random, nulls) {
      next = random;
      withNulls = nulls;
    },
  };
}
