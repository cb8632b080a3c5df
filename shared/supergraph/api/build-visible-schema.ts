import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  validateSchema,
} from 'graphql';
import { documentNode } from '../../core/graphql/nodes.ts';
import { StartError } from '../../core/start-error.ts';
import { type Annotated, indexDefinitions } from './definition-index.ts';
import { definitionProblems } from './definition-problems.ts';
import { inaccessibleProblems } from './inaccessible-problems.ts';
import { linkedFeatures } from './linked-features.ts';
import { type Visibility, visibleDefinitions } from './visible-definitions.ts';

const maxShownProblems = 10;

/**
 * Builds the schema that clients query: the supergraph without the elements of the specifications that it links, such as
 * `@join__field`, and without `@inaccessible` elements. Throws a `StartError` for a supergraph that is not valid, also
 * for problems in its hidden parts, because planning uses them.
 */
export function buildVisibleSchema(supergraph: DocumentNode): GraphQLSchema {
  const { links, problems } = linkedFeatures(supergraph);
  refuseAny(problems);
  const index = indexDefinitions(supergraph);
  refuseAny(index.problems);
  const { definitions } = supergraph;
  refuseAny(definitionProblems(definitions, index));
  const inaccessible = links
    .find(({ specification }) => specification === 'inaccessible')
    ?.nameOf('inaccessible');
  const owners = new Map<string, boolean>();
  const visibility: Visibility = {
    isOwned(name, isDirective) {
      const key = isDirective ? `@${name}` : name;
      const isOwned = owners.get(key) ?? links.some((link) => link.owns(name, isDirective));
      owners.set(key, isOwned);
      return isOwned;
    },
    isHidden: ({ directives = [] }: Annotated) =>
      inaccessible !== undefined && directives.some(({ name }) => name.value === inaccessible),
  };
  refuseAny(inaccessibleProblems(definitions, index, visibility));
  const visible = build(visibleDefinitions(definitions, visibility));
  if (inaccessible !== undefined)
    build(visibleDefinitions(definitions, { ...visibility, isHidden: () => false }));
  return visible;
}

function build(definitions: readonly DefinitionNode[]): GraphQLSchema {
  const schema = buildASTSchema(documentNode(definitions), { assumeValidSDL: true });
  refuseAny(validateSchema(schema).map(({ message }) => message));
  return schema;
}

function refuseAny(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length - maxShownProblems;
  const shown = problems.slice(0, maxShownProblems);
  if (more > 0) shown.push(`and ${more} more problems`);
  throw new StartError(
    shown.map((problem) => ({ key: 'supergraph', message: `the supergraph is not valid: ${problem}` })),
  );
}
