import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** A directive and the schema coordinate of the element that it is applied to. */
export interface AppliedDirective {
  /** The name without `@`. */
  readonly name: string;
  /** E.g. `Query.me` or `Query.me(id:)`; `schema` for the schema itself. */
  readonly coordinate: string;
  readonly node: ConstDirectiveNode;
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Yields every directive that is applied in a schema, in document order. */
export function* appliedDirectives({ definitions }: DocumentNode): Generator<AppliedDirective> {
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION) continue;
    if (node.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const type = 'name' in node ? node.name.value : 'schema';
    yield* directivesOf(node, type);
    if ('values' in node)
      for (const value of node.values ?? []) yield* directivesOf(value, `${type}.${value.name.value}`);
    if (!('fields' in node)) continue;
    for (const field of node.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      yield* directivesOf(field, coordinate);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? [])
        yield* directivesOf(argument, `${coordinate}(${argument.name.value}:)`);
    }
  }
}

function* directivesOf({ directives = [] }: Element, coordinate: string): Generator<AppliedDirective> {
  for (const node of directives) yield { name: nameOf(node), coordinate, node };
}

/**
 * Returns the name of a directive; that of the recorded subgraph directive for `@join__directive(name:)` (join spec
 * v0.5).
 */
function nameOf({ name, arguments: args = [] }: ConstDirectiveNode): string {
  if (name.value !== 'join__directive') return name.value;
  const recorded = args.find((argument) => argument.name.value === 'name')?.value;
  return recorded?.kind === Kind.STRING ? recorded.value : name.value;
}
