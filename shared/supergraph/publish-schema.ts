import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

const relaxedNotice =
  '# A field that comes from another upstream than its object is null when that upstream fails.\n\n';

/** The SDL that a client sees, in a stable order. */
export function publishSchema(schema: GraphQLSchema, nullability: 'strict' | 'relaxed' | undefined): string {
  const notice = nullability === 'relaxed' ? relaxedNotice : '';
  return `${notice}${printSchema(lexicographicSortSchema(schema))}\n`;
}
