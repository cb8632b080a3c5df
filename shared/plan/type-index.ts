import {
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, parseFieldSet, subgraphNames } from './join-directives.ts';

/** One leaf of a `@key`, as the names that lead to it. */
export type KeyLeaf = readonly string[];

/** What compiling a plan needs to know of the supergraph's types (join spec). */
export interface TypeIndex {
  /** Whether objects of the type are among those that the condition names. */
  isSubtype(type: string, condition: string): boolean;
  isObjectType(name: string): boolean;
  /** Whether some subgraph knows the interface as an `@interfaceObject`. */
  isInterfaceObject(name: string): boolean;
  /** Labels of progressive `@override`s. */
  readonly overrideLabels: readonly string[];
  /** The keys by which a subgraph resolves a type, each as its leaves. */
  keysOf(type: string, subgraph: string): readonly (readonly KeyLeaf[])[];
  /** The keys of a type, those by which nobody resolves it included. */
  identitiesOf(type: string): readonly (readonly KeyLeaf[])[];
  /** The subgraphs that resolve a type by some key. */
  resolversOf(type: string): readonly string[];
  /** The type of a field's value without its lists. */
  typeOf(type: string, field: string): string | undefined;
  /** The object types that a type stands for; itself when it is one. */
  objectTypesOf(type: string): readonly string[];
  /** The `requires` of a field in a subgraph. */
  requirementOf(type: string, field: string, subgraph: string): string | undefined;
}

export function buildTypeIndex(supergraph: DocumentNode): TypeIndex {
  const subtypes = new Map<string, Set<string>>();
  const objects = new Set<string>();
  const interfaceObjects = new Set<string>();
  const labels = new Set<string>();
  const keys = new Map<string, (readonly KeyLeaf[])[]>();
  const identities = new Map<string, (readonly KeyLeaf[])[]>();
  const resolvers = new Map<string, Set<string>>();
  const requirements = new Map<string, string>();
  const valueTypes = new Map<string, string>();
  const subgraphs = subgraphNames(supergraph);

  for (const node of supergraph.definitions) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of node.types ?? []) addTo(subtypes, node.name.value, member.name.value);
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) objects.add(node.name.value);
    for (const parent of node.interfaces ?? []) addTo(subtypes, parent.name.value, node.name.value);
    readKeys(node);
    readRequirements(node);
  }

  function readKeys(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): void {
    for (const directive of directivesNamed(node.directives, 'join__type')) {
      const { graph, key, resolvable, isInterfaceObject } = argumentsOf(directive);
      if (isInterfaceObject === 'true') interfaceObjects.add(node.name.value);
      const subgraph = subgraphs.get(graph ?? '');
      if (subgraph === undefined || key === undefined) continue;
      identities.set(node.name.value, [...(identities.get(node.name.value) ?? []), leavesOf(key)]);
      if (resolvable === 'false') continue;
      const place = `${node.name.value} ${subgraph}`;
      keys.set(place, [...(keys.get(place) ?? []), leavesOf(key)]);
      addTo(resolvers, node.name.value, subgraph);
    }
  }

  function readRequirements(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): void {
    for (const field of node.fields ?? []) {
      valueTypes.set(`${node.name.value}.${field.name.value}`, namedType(field.type));
      for (const directive of directivesNamed(field.directives, 'join__field')) {
        const { graph, requires, overrideLabel } = argumentsOf(directive);
        if (overrideLabel !== undefined) labels.add(overrideLabel);
        const subgraph = subgraphs.get(graph ?? '');
        if (subgraph === undefined || requires === undefined) continue;
        requirements.set(`${node.name.value}.${field.name.value} ${subgraph}`, requires);
      }
    }
  }

  return {
    isSubtype: (type, condition) => type === condition || subtypes.get(condition)?.has(type) === true,
    isObjectType: (name) => objects.has(name),
    isInterfaceObject: (name) => interfaceObjects.has(name),
    overrideLabels: [...labels],
    keysOf: (type, subgraph) => keys.get(`${type} ${subgraph}`) ?? [],
    identitiesOf: (type) => identities.get(type) ?? [],
    resolversOf: (type) => [...(resolvers.get(type) ?? [])],
    typeOf: (type, field) => valueTypes.get(`${type}.${field}`),
    objectTypesOf: (type) =>
      objects.has(type) ? [type] : [...(subtypes.get(type) ?? [])].filter((name) => objects.has(name)),
    requirementOf: (type, field, subgraph) => requirements.get(`${type}.${field} ${subgraph}`),
  };
}

function leavesOf(fieldSet: string): KeyLeaf[] {
  return leaves(parseFieldSet(fieldSet).selections, []);
}

function leaves(selections: readonly SelectionNode[], path: KeyLeaf): KeyLeaf[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return leaves(selection.selectionSet.selections, path);
    const here = [...path, selection.name.value];
    return selection.selectionSet ? leaves(selection.selectionSet.selections, here) : [here];
  });
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
