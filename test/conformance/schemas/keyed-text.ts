import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  print,
  stripIgnoredCharacters,
} from 'graphql';

const names: ReadonlySet<string> = new Set(['key', 'requires', 'external']);

/** The federation directives of a type and its fields that connectors read, in one order; empty for other types. */
export function keyedText(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const own = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const fields = Object.values(type.getFields()).flatMap(({ name, astNode }) =>
    textsOf(astNode?.directives ?? []).map((text) => `${name} ${text}`),
  );
  return [...textsOf(own), ...fields].sort().join('\n');
}

function textsOf(directives: readonly ConstDirectiveNode[]): string[] {
  return directives
    .map((node) => ({ ...node, name: { ...node.name, value: node.name.value.replace('federation__', '') } }))
    .filter(({ name }) => names.has(name.value))
    .map((node) =>
      print({
        ...node,
        arguments: (node.arguments ?? []).filter(
          ({ name, value }) =>
            name.value !== 'reason' &&
            !(name.value === 'resolvable' && value.kind === 'BooleanValue' && value.value),
        ),
      }),
    )
    .map((text) => stripIgnoredCharacters(text.replace(/[{}]/g, ' $& ')));
}
