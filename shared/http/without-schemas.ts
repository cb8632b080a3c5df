/** Replaces Fastify's schema compilers, which load slowly: no route has a schema. */
export const withoutSchemas = {
  compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
} as const;

function noCompiler(): never {
  throw new TypeError('routes must not have a schema');
}
