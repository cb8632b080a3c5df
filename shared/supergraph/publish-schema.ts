import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

const relaxedNotice =
  '# A field that comes from another upstream than its object is null when that upstream fails.\n\n';

/** Returns the SDL of a client schema, in a stable order. */
export function publishSchema(schema: GraphQLSchema, nullability: 'strict' | 'relaxed' | undefined): string {
  const notice = nullability === 'relaxed' ? relaxedNotice : '';
  return `${notice}${printSchema(lexicographicSortSchema(schema))}\n`;
}
