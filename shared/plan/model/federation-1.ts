import { Kind } from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import type { CompositeNode } from './composite-nodes.ts';
import { parseFieldSet } from './field-set.ts';
import { argumentsOf, directivesNamed } from './join-directives.ts';
import type { FieldSet } from './supergraph-model.ts';

const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * In a supergraph of Federation 1, a type without `@join__type` belongs to each subgraph that can return it. Returns whether
 * a subgraph, by its value of `join__Graph`, has a type.
 */
export function reachableTypes(
  nodes: ReadonlyMap<string, CompositeNode>,
  names: ReadonlyMap<string, string>,
): (graph: string, type: string) => boolean {
  const reached = new Map([...names.keys()].map((graph) => [graph, walk(graph)]));
  return (graph, type) => reached.get(graph)?.has(type) === true;

  function walk(graph: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [name, { directives }] of nodes) {
      const joins = directivesNamed(directives, 'join__type').map(argumentsOf);
      if (rootTypes.has(name) || joins.some((one) => one['graph'] === graph && one['key'] !== undefined))
        visit(name);
    }
    return found;

    function visit(name: string): void {
      const node = nodes.get(name);
      if (node === undefined || found.has(name)) return;
      found.add(name);
      if (node.kind === Kind.UNION_TYPE_DEFINITION) {
        for (const member of node.types ?? []) visit(member.name.value);
        return;
      }
      if (node.kind === Kind.INTERFACE_TYPE_DEFINITION)
        for (const [other, { kind, ...rest }] of nodes)
          if (
            kind === Kind.OBJECT_TYPE_DEFINITION &&
            'interfaces' in rest &&
            rest.interfaces?.some((one) => one.name.value === name)
          )
            visit(other);
      for (const { graph: by, key } of directivesNamed(node.directives, 'join__type').map(argumentsOf))
        if (by === graph && key !== undefined) visitSelected(node, parseFieldSet(key));
      const [owner] = directivesNamed(node.directives, 'join__owner').map(argumentsOf);
      for (const field of node.fields ?? []) {
        const joins = directivesNamed(field.directives, 'join__field').map(argumentsOf);
        const [own] = joins.filter((one) => one['graph'] === graph);
        if (own === undefined && (joins.length > 0 || (owner !== undefined && owner['graph'] !== graph)))
          continue;
        visit(namedType(field.type));
        const inner = nodes.get(namedType(field.type));
        if (own?.['provides'] !== undefined && inner !== undefined)
          visitSelected(inner, parseFieldSet(own['provides']));
      }
    }

    /** The types that a field set leads to. */
    function visitSelected(node: CompositeNode, selected: FieldSet): void {
      for (const { on, name, selections } of selected) {
        const owner = on === undefined ? node : nodes.get(on);
        if (owner === undefined || owner.kind === Kind.UNION_TYPE_DEFINITION) continue;
        const field = owner.fields?.find((one) => one.name.value === name);
        if (field === undefined) continue;
        visit(namedType(field.type));
        const inner = nodes.get(namedType(field.type));
        if (inner !== undefined) visitSelected(inner, selections);
      }
    }
  }
}
