import { GraphQLSchema } from 'graphql';

/** Returns the schema without its subscription type: only supported operations are published. */
export function withoutSubscriptions(schema: GraphQLSchema): GraphQLSchema {
  const subscription = schema.getSubscriptionType();
  if (!subscription) return schema;
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    subscription: null,
    types: config.types.filter((type) => type !== subscription),
  });
}
