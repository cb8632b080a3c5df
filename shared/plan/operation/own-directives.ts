import {
  type ArgumentNode,
  astFromValue,
  DirectiveLocation,
  type DirectiveNode,
  type GraphQLSchema,
  isNonNullType,
  Kind,
} from 'graphql';

/** The directives of an operation that the graph itself defines: subgraphs get them, and may answer otherwise for them. */
export function ownDirectives(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter((directive) => !isCondition(directive));
}

/** All others. */
export function conditionDirectives(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter(isCondition);
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/**
 * With the defaults of its non-null arguments written out: composition lets a subgraph require what another one has a
 * default for.
 */
export function withDefaults(directive: DirectiveNode, schema: GraphQLSchema): DirectiveNode {
  const given = new Set(directive.arguments?.map(({ name }) => name.value));
  const missing = (schema.getDirective(directive.name.value)?.args ?? []).flatMap(
    ({ name, type, defaultValue }): ArgumentNode[] => {
      if (given.has(name) || !isNonNullType(type) || defaultValue === undefined) return [];
      const value = astFromValue(defaultValue, type);
      return value ? [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }] : [];
    },
  );
  return missing.length === 0
    ? directive
    : { ...directive, arguments: [...(directive.arguments ?? []), ...missing] };
}

/** Those of a spread that may stand at the inline fragment that planning makes of it. */
export function inlineDirectives(
  directives: readonly DirectiveNode[] = [],
  schema: GraphQLSchema,
): DirectiveNode[] {
  return directives.filter(
    (directive) =>
      isCondition(directive) ||
      schema.getDirective(directive.name.value)?.locations.includes(DirectiveLocation.INLINE_FRAGMENT),
  );
}
