import { type DirectiveDefinitionNode, DirectiveLocation } from 'graphql';

/** The executable directive locations. */
export const executableLocations: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

export function isExecutable({ locations }: DirectiveDefinitionNode): boolean {
  return locations.some(({ value }) => executableLocations.has(value));
}
