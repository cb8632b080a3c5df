import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, parseFieldSet, subgraphNames } from './join-directives.ts';
import { type SubgraphField, type SubgraphPart, withPart } from './subgraph-part.ts';
import { typesWithin } from './types-within.ts';

/** A supergraph in which some subgraphs stand twice. */
export interface PartedSupergraph {
  readonly supergraph: DocumentNode;
  /** The subgraph to ask, by the name under which the planner knows a part of it. */
  readonly partOf: ReadonlyMap<string, string>;
}

/**
 * Gives each field with `@requires` that another `@requires` needs to a subgraph of its own. The planner puts such a
 * field into the fetch of the object when both are of one subgraph, before there is what the field requires; what is in
 * another subgraph it cannot put there.
 */
export function partChainedRequirements(supergraph: DocumentNode): PartedSupergraph {
  const names = subgraphNames(supergraph);
  const parts: SubgraphPart[] = [];
  const taken = new Set([...names.keys(), ...names.values()]);
  for (const chained of chainedFields(supergraph)) {
    const reach = typesWithin(supergraph, chained.type.name.value, chained.graph);
    if (reach === undefined) continue;
    const suffix = `${chained.type.name.value}_${chained.field.name.value}`;
    const partGraph = unused(`${chained.graph}_${suffix}`, taken);
    const name = unused(`${names.get(chained.graph) ?? chained.graph}_${suffix}`, taken);
    parts.push({ ...chained, reach, partGraph, name });
  }
  let parted = supergraph;
  for (const part of parts) {
    parted = { ...parted, definitions: parted.definitions.map((node) => withPart(node, part)) };
  }
  return {
    supergraph: parted,
    partOf: new Map(parts.map(({ name, graph }) => [name, names.get(graph) ?? graph])),
  };
}

function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 1; taken.has(name); n++) name = `${wanted}_${n}`;
  taken.add(name);
  return name;
}

function chainedFields(supergraph: DocumentNode): SubgraphField[] {
  const needed = fieldsNeeded(supergraph);
  const found: SubgraphField[] = [];
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      if (!needed.has(`${type.name.value}.${field.name.value}`)) continue;
      const joins = directivesNamed(field.directives, 'join__field').map(argumentsOf);
      if (joins.some(({ override, overrideLabel }) => override ?? overrideLabel)) continue;
      for (const { graph, requires } of joins) {
        if (graph !== undefined && requires !== undefined && !isInterfaceObject(type, graph))
          found.push({ type, field, graph });
      }
    }
  }
  return found;
}

function isInterfaceObject(type: ObjectTypeDefinitionNode, graph: string): boolean {
  return directivesNamed(type.directives, 'join__type')
    .map(argumentsOf)
    .some((join) => join['graph'] === graph && join['isInterfaceObject'] === 'true');
}

/** `Type.field` of everything that some `@requires` selects, on each type that an object there may have. */
function fieldsNeeded({ definitions }: DocumentNode): Set<string> {
  const types = new Map<string, readonly FieldDefinitionNode[]>();
  const implementing = new Map<string, string[]>();
  for (const node of definitions) {
    if (!hasFields(node)) continue;
    types.set(node.name.value, node.fields ?? []);
    for (const { name } of node.interfaces ?? []) {
      implementing.set(name.value, [...(implementing.get(name.value) ?? []), node.name.value]);
    }
  }
  const needed = new Set<string>();
  for (const [type, fields] of types) {
    for (const directive of fields.flatMap(({ directives }) => directivesNamed(directives, 'join__field'))) {
      const { requires } = argumentsOf(directive);
      if (requires !== undefined) collect(parseFieldSet(requires), type);
    }
  }
  return needed;

  function collect({ selections }: SelectionSetNode, type: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type);
        continue;
      }
      const name = selection.name.value;
      for (const owner of [type, ...(implementing.get(type) ?? [])]) needed.add(`${owner}.${name}`);
      const field = types.get(type)?.find((definition) => definition.name.value === name);
      if (field && selection.selectionSet) collect(selection.selectionSet, namedType(field.type));
    }
  }
}

function hasFields(
  node: DefinitionNode,
): node is Extract<DefinitionNode, { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION }> {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
