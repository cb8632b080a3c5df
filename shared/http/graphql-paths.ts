/** Where GraphQL is answered, and where a GET may name a document after it; behind a version's name, too. */
export const graphqlPath = '/graphql';
export const documentPath = '/graphql/:documentId';
