import { GraphQLSchema } from 'graphql';

/** The schema without its subscription type: what is published must be what is served. */
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
