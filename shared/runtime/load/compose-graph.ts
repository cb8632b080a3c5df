import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  getLocation,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
} from 'graphql';
import { compileConnectors } from '../../connect/compile/compile-connectors.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import { buildSubgraphSchemas } from '../../supergraph/build-schemas.ts';
import { type Composition, composeSupergraph } from '../../supergraph/compose-supergraph.ts';
import { connectorSubgraphNames } from '../../supergraph/connector-subgraph-names.ts';

/**
 * Composes the subgraphs that a `supergraph.yaml` names, and compiles their connectors, so that their problems are
 * reported here, with their location in the SDL. Throws `StartError` with every problem.
 */
export function composeGraph(configPath: string): Composition {
  const composition = composeSupergraph(configPath);
  const supergraph = parse(composition.supergraphSdl);
  const subgraphSchemas = buildSubgraphSchemas(supergraph, connectorSubgraphNames(supergraph));
  try {
    compileConnectors({ supergraph, subgraphSchemas });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new StartError(error.problems.map((problem) => withLocation(problem, composition)));
  }
  return composition;
}

/** The key of a connector's problem begins with its subgraph and its coordinate: `search: Query.hits @connect http`. */
const connectorKey =
  /^(?<subgraph>[^:]+): (?<coordinate>[\w.]+):?(?: @(?<directive>\w+)(?:\(name: "(?<source>[^"]*)")?)?/;

function withLocation(problem: Problem, { subgraphs }: Composition): Problem {
  const { subgraph, coordinate, directive, source } = connectorKey.exec(problem.key ?? '')?.groups ?? {};
  const typeDefs = subgraphs.find(({ name }) => name === subgraph)?.typeDefs;
  if (typeDefs?.loc === undefined || coordinate === undefined) return problem;
  const node = nodeAt(typeDefs, coordinate, directive, source);
  if (node?.loc === undefined) return { ...problem, file: typeDefs.loc.source.name };
  const { line, column } = getLocation(typeDefs.loc.source, node.loc.start);
  return { ...problem, file: typeDefs.loc.source.name, line, column };
}

/** Returns the directive at the coordinate if it is there, else the definition that the coordinate names. */
function nodeAt(
  typeDefs: DocumentNode,
  coordinate: string,
  directive: string | undefined,
  source: string | undefined,
): ASTNode | undefined {
  const [typeName, fieldName] = coordinate.split('.');
  const holders = typeDefs.definitions.flatMap((definition): Holder[] => {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION)
      return typeName === 'schema' ? [definition] : [];
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) return [];
    if (definition.name.value !== typeName) return [];
    if (fieldName === undefined) return [definition];
    const fields: readonly FieldDefinitionNode[] =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? (definition.fields ?? [])
        : [];
    return fields.filter(({ name }) => name.value === fieldName);
  });
  const directives = holders.flatMap((holder) => holder.directives ?? []);
  return directives.find((node) => matches(node, directive, source)) ?? holders[0];
}

type Holder = ASTNode & { readonly directives?: readonly DirectiveNode[] | undefined };

function matches(node: DirectiveNode, directive: string | undefined, source: string | undefined): boolean {
  if (directive === undefined || !node.name.value.endsWith(directive)) return false;
  if (source === undefined) return true;
  return (node.arguments ?? []).some(({ value }) => value.kind === Kind.STRING && value.value === source);
}
