import { composeServices } from '@apollo/composition';
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  type TypeNode,
} from 'graphql';
import { linkedSdl } from '../harness/compose.ts';

type Sdls = Readonly<Record<string, string>>;

/** A supergraph, and its subgraphs without the unused `@external` fields, which composition refuses. */
export function composeUsed(sources: Readonly<Record<string, { readonly sdl: string }>>): {
  readonly supergraphSdl: string;
  readonly sdls: Sdls;
} {
  const documents = new Map(
    Object.entries(sources).map(([name, source]) => [name, parse(linkedSdl(source))]),
  );
  for (;;) {
    const services = [...documents].map(([name, typeDefs]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs,
    }));
    const { errors = [], supergraphSdl } = composeServices(services);
    const sdls = Object.fromEntries([...documents].map(([name, document]) => [name, print(document)]));
    if (supergraphSdl !== undefined) return { supergraphSdl, sdls };
    let isSmaller = false;
    for (const { message } of errors) {
      const [, subgraph = '', type = '', field = ''] =
        /^\[(\w+)\] Field "(\w+)\.(\w+)" is marked @external but is not used/.exec(message) ?? [];
      const document = documents.get(subgraph);
      if (document === undefined) continue;
      isSmaller = true;
      documents.set(subgraph, withoutField(document, type, field));
    }
    if (!isSmaller) throw new AggregateError(errors, [...errors, ...Object.values(sdls)].join('\n'));
  }
}

function withoutField(document: DocumentNode, type: string, field: string): DocumentNode {
  return withoutFields(document, (typename, { name }) => typename === type && name.value === field);
}

/** Removes a type without remaining fields too, with the fields that return it. */
function withoutFields(
  document: DocumentNode,
  isUnused: (typename: string, field: FieldDefinitionNode) => boolean,
): DocumentNode {
  const gone = new Set<string>();
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      return [node];
    const fields = node.fields?.filter((field) => !isUnused(node.name.value, field)) ?? [];
    if (fields.length > 0) return [{ ...node, fields }];
    gone.add(node.name.value);
    return [];
  });
  const smaller = { ...document, definitions };
  return gone.size === 0 ? smaller : withoutFields(smaller, (_, { type }) => gone.has(namedType(type)));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
