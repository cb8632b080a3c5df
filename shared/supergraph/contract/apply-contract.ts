import {
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  parse,
} from 'graphql';
import { directiveNode } from '../../core/graphql/nodes.ts';
import { nearestOrAllowed } from '../../core/runtime/nearest.ts';
import { StartError } from '../../core/start-error.ts';
import { stringArgument } from '../read-subgraphs.ts';
import { rootTypes, schemaDefinition } from '../root-types.ts';
import { type DirectiveElement, readDirectives, readElements, type TypeElement } from './elements.ts';
import { type ContractFilter, hiddenCoordinates } from './hidden-coordinates.ts';

const inaccessibleSpec = 'https://specs.apollo.dev/inaccessible/';

/**
 * Returns the supergraph with `@inaccessible` on every element that the contract hides: planning uses it, but it is
 * never published. Returned unmodified if the contract filters nothing. Throws `StartError` for a tag that the graph
 * does not have (a misspelt exclusion would publish elements that it should hide) and for a contract that leaves
 * nothing to query.
 */
export function applyContract(supergraph: DocumentNode, contract: ContractFilter): DocumentNode {
  if (contract.include.length === 0 && contract.exclude.length === 0) return supergraph;
  const types = readElements(supergraph);
  const directives = readDirectives(supergraph);
  refuseUnknownTags(types, directives, contract);
  const roots = rootTypes(supergraph);
  const hidden = hiddenCoordinates(types, directives, contract, Object.values(roots));
  if (hidden.has(roots.query)) {
    throw new StartError({ key: 'contract', message: `hides all fields of ${roots.query}` });
  }
  return markInaccessible(supergraph, hidden);
}

function refuseUnknownTags(
  types: ReadonlyMap<string, TypeElement>,
  directives: readonly DirectiveElement[],
  contract: ContractFilter,
): void {
  const known = new Set(directives.flatMap(({ args }) => args.flatMap(({ tags }) => tags)));
  for (const { tags, fields, inputs, values } of types.values()) {
    const parts = [...fields, ...fields.flatMap(({ args }) => args), ...inputs, ...values];
    for (const tag of [...tags, ...parts.flatMap((part) => part.tags)]) known.add(tag);
  }
  const problems = (['include', 'exclude'] as const).flatMap((list) =>
    contract[list]
      .filter((tag) => !known.has(tag))
      .map((tag) => ({
        key: `contract.${list}`,
        message:
          known.size === 0
            ? `found ${tag}, but the supergraph has no tags`
            : `no element of the supergraph has the tag ${tag}${nearestOrAllowed(tag, known)}`,
      })),
  );
  if (problems.length > 0) throw new StartError(problems);
}

function markInaccessible(supergraph: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  const linked = inaccessibleName(supergraph);
  const mark = directiveNode(linked ?? 'inaccessible');
  const definitions = supergraph.definitions
    // Removes directives with a hidden required argument: clients cannot use them, and the library cannot hide them.
    .filter((node) => node.kind !== Kind.DIRECTIVE_DEFINITION || !hidden.has(`@${node.name.value}`))
    .map((node) => markDefinition(node, hidden, mark));
  return {
    ...supergraph,
    definitions: linked === undefined ? withInaccessibleSpec(definitions) : definitions,
  };
}

/** Returns the name of the directive in this supergraph, if it links the spec. */
function inaccessibleName(supergraph: DocumentNode): string | undefined {
  const link = (schemaDefinition(supergraph)?.directives ?? []).find(
    (node) => node.name.value === 'link' && stringArgument(node, 'url')?.startsWith(inaccessibleSpec),
  );
  return link && (stringArgument(link, 'as') ?? 'inaccessible');
}

function withInaccessibleSpec(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const spec = parse(`
    schema @link(url: "${inaccessibleSpec}v0.2", for: SECURITY) { query: Query }
    directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM
      | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
  `);
  const links = schemaDefinition(spec)?.directives ?? [];
  return [
    ...definitions.map((node) =>
      node.kind === Kind.SCHEMA_DEFINITION
        ? { ...node, directives: [...(node.directives ?? []), ...links] }
        : node,
    ),
    ...spec.definitions.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION),
  ];
}

function markDefinition(
  node: DefinitionNode,
  hidden: ReadonlySet<string>,
  mark: ConstDirectiveNode,
): DefinitionNode {
  const marked = <Node extends ASTNode & { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
    element: Node,
    coordinate: string,
  ): Node =>
    hidden.has(coordinate) && !element.directives?.some(({ name }) => name.value === mark.name.value)
      ? { ...element, directives: [...(element.directives ?? []), mark] }
      : element;
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (node.fields ?? []).map((field) => {
        const coordinate = `${node.name.value}.${field.name.value}`;
        const args = (field.arguments ?? []).map((arg) => marked(arg, `${coordinate}(${arg.name.value}:)`));
        return marked({ ...field, arguments: args }, coordinate);
      });
      return marked({ ...node, fields }, node.name.value);
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = (node.fields ?? []).map((field) =>
        marked(field, `${node.name.value}.${field.name.value}`),
      );
      return marked({ ...node, fields }, node.name.value);
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = (node.values ?? []).map((value) =>
        marked(value, `${node.name.value}.${value.name.value}`),
      );
      return marked({ ...node, values }, node.name.value);
    }
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      return marked(node, node.name.value);
    case Kind.DIRECTIVE_DEFINITION: {
      const args = (node.arguments ?? []).map((arg) =>
        marked(arg, `@${node.name.value}(${arg.name.value}:)`),
      );
      return { ...node, arguments: args };
    }
    default:
      return node;
  }
}
