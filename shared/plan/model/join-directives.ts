import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** The names of a supergraph's subgraphs, by their values of `join__Graph`. */
export function subgraphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const value of node.values ?? []) {
      const [directive] = directivesNamed(value.directives, 'join__graph');
      names.set(value.name.value, (directive && argumentsOf(directive)['name']) ?? value.name.value);
    }
  }
  return names;
}

export function directivesNamed(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

/** Strings, enum values and booleans as text. */
export function argumentsOf(directive: ConstDirectiveNode): Partial<Record<string, string>> {
  return Object.fromEntries(
    (directive.arguments ?? []).flatMap(({ name, value }) =>
      'value' in value ? [[name.value, String(value.value)]] : [],
    ),
  );
}

/** What a `join__FieldSet` selects. */
export function parseFieldSet(fieldSet: string): SelectionSetNode {
  return selectionSetOf(parse(`{ ${fieldSet} }`, { noLocation: true }));
}

function selectionSetOf(document: DocumentNode): SelectionSetNode {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new TypeError('a field set is a selection set');
  return operation.selectionSet;
}
