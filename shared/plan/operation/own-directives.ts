import {
  type ArgumentNode,
  astFromValue,
  DirectiveLocation,
  type DirectiveNode,
  type GraphQLSchema,
  isNonNullType,
  Kind,
} from 'graphql';

/** The directives that the graph itself defines. Subgraphs receive them, and may return other values for them. */
export function ownDirectives(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter((directive) => !isCondition(directive));
}

/** Only `@skip` and `@include`. */
export function conditionDirectives(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter(isCondition);
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/**
 * Adds the defaults of non-null arguments. Composition allows that a subgraph requires an argument for which another one has
 * a default.
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

/** The directives of a fragment spread that are valid for the inline fragment which replaces it. */
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
