import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** A directive of a schema and the schema coordinate of the element that it is applied to. */
export interface PlacedDirective {
  /** Without `@`. */
  readonly name: string;
  /** Such as `Query.me`, `Query.me(id:)`; `schema` for the schema itself. */
  readonly coordinate: string;
  readonly node: ConstDirectiveNode;
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Every directive that is applied in a schema, in document order. */
export function* directivePlaces({ definitions }: DocumentNode): Generator<PlacedDirective> {
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION) continue;
    if (node.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const type = 'name' in node ? node.name.value : 'schema';
    yield* placed(node, type);
    if ('values' in node)
      for (const value of node.values ?? []) yield* placed(value, `${type}.${value.name.value}`);
    if (!('fields' in node)) continue;
    for (const field of node.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      yield* placed(field, coordinate);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? [])
        yield* placed(argument, `${coordinate}(${argument.name.value}:)`);
    }
  }
}

function* placed({ directives = [] }: Element, coordinate: string): Generator<PlacedDirective> {
  for (const node of directives) yield { name: nameOf(node), coordinate, node };
}

/** `@join__directive(name:)` keeps a directive of a subgraph (join spec v0.5). */
function nameOf({ name, arguments: given = [] }: ConstDirectiveNode): string {
  if (name.value !== 'join__directive') return name.value;
  const kept = given.find((argument) => argument.name.value === 'name')?.value;
  return kept?.kind === Kind.STRING ? kept.value : name.value;
}
