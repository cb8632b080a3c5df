/** The path of GraphQL, and the path with a document id for GET. A version may precede either. */
export const graphqlPath = '/graphql';
export const documentPath = '/graphql/:documentId';
