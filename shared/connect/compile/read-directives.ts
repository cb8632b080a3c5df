import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import { isArray, isObject, type JsonObject, property } from '../mapping/value.ts';

/** A `@source`, `@connect` or `@link` of one subgraph, as composition represents it in the supergraph. */
export interface JoinedDirective {
  readonly subgraph: string;
  readonly name: string;
  readonly args: JsonObject;
  /** `schema`, `Query.search`, `Product`. */
  readonly coordinate: string;
  readonly typeName: string | undefined;
  readonly fieldName: string | undefined;
  /** Whether the type is an interface or a union. */
  readonly isAbstract: boolean;
}

interface Site {
  readonly directives: readonly ConstDirectiveNode[] | undefined;
  readonly typeName?: string;
  readonly fieldName?: string;
  readonly isAbstract?: boolean;
}

/** Reads every `@join__directive` of a supergraph, once for each of its graphs, in document order. */
export function readDirectives(supergraph: DocumentNode): JoinedDirective[] {
  const subgraphs = readGraphNames(supergraph);
  return [...sites(supergraph)].flatMap((site) => {
    const { typeName, fieldName, isAbstract = false } = site;
    const coordinate = [typeName ?? 'schema', ...(fieldName === undefined ? [] : [fieldName])].join('.');
    return readJoined(site.directives).flatMap(({ graphs, name, args }) =>
      graphs.map((graph) => {
        const subgraph = subgraphs.get(graph) ?? graph;
        return { subgraph, name, args, coordinate, typeName, fieldName, isAbstract };
      }),
    );
  });
}

function* sites(supergraph: DocumentNode): Generator<Site> {
  for (const definition of supergraph.definitions) {
    switch (definition.kind) {
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION:
        yield { directives: definition.directives };
        break;
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION: {
        const typeName = definition.name.value;
        const isAbstract =
          definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
          definition.kind === Kind.INTERFACE_TYPE_EXTENSION;
        yield { directives: definition.directives, typeName, isAbstract };
        for (const field of definition.fields ?? []) {
          yield { directives: field.directives, typeName, fieldName: field.name.value, isAbstract };
        }
        break;
      }
    }
  }
}

function readJoined(
  directives: readonly ConstDirectiveNode[] | undefined,
): { graphs: string[]; name: string; args: JsonObject }[] {
  const joined = directives?.filter(({ name }) => name.value === 'join__directive') ?? [];
  return joined.map((directive) => {
    const all = argumentsOf(directive);
    const graphs = property(all, 'graphs');
    const args = property(all, 'args');
    return {
      graphs: isArray(graphs) ? graphs.map(String) : [],
      name: String(property(all, 'name')),
      args: isObject(args) ? args : {},
    };
  });
}

function argumentsOf(directive: ConstDirectiveNode): JsonObject {
  return Object.fromEntries(
    directive.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]) ?? [],
  );
}

/** Returns subgraph names by enum value: `CARRIER @join__graph(name: "carrier")`. */
function readGraphNames(supergraph: DocumentNode): Map<string, string> {
  const graphs = supergraph.definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  const names = new Map<string, string>();
  for (const value of graphs?.values ?? []) {
    const joinGraph = value.directives?.find(({ name }) => name.value === 'join__graph');
    const name = joinGraph && property(argumentsOf(joinGraph), 'name');
    names.set(value.name.value, typeof name === 'string' ? name : value.name.value);
  }
  return names;
}
