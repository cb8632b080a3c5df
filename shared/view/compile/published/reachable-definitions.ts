import { type ASTNode, Kind, type TypeDefinitionNode, visit } from 'graphql';

/**
 * The definitions that are reachable from the roots, in their order. The implementations of a reachable interface are
 * reachable. `definitions` and `roots` have published names.
 */
export function reachableDefinitions(
  definitions: readonly TypeDefinitionNode[],
  roots: readonly string[],
): readonly TypeDefinitionNode[] {
  const byName = new Map(definitions.map((node) => [node.name.value, node]));
  const implementing = new Map<string, string[]>();
  for (const node of definitions) {
    const interfaces = 'interfaces' in node ? (node.interfaces ?? []) : [];
    for (const { name } of interfaces) {
      const known = implementing.get(name.value) ?? [];
      implementing.set(name.value, [...known, node.name.value]);
    }
  }
  const reached = new Set<string>(roots);
  for (const name of reached) {
    const node = byName.get(name);
    const others = [...(node ? namesIn(node) : []), ...(implementing.get(name) ?? [])];
    for (const other of others) reached.add(other);
  }
  return definitions.filter(({ name }) => reached.has(name.value));
}

function namesIn(node: ASTNode): readonly string[] {
  const names: string[] = [];
  visit(node, { [Kind.NAMED_TYPE]: ({ name }: { name: { value: string } }) => void names.push(name.value) });
  return names;
}
