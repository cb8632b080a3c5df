/** What Fastify is given instead of its compilers of schemas, which take long to load: no route has a schema. */
export const withoutSchemas = {
  compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
} as const;

function noCompiler(): never {
  throw new TypeError('a route has a schema');
}
