import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

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

/** The value of `join__Graph` that a directive is about. */
export function graphOf({ arguments: args = [] }: ConstDirectiveNode): string | undefined {
  const value = args.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : undefined;
}
