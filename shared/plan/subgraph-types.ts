import { type DocumentNode, type FieldDefinitionNode, isTypeDefinitionNode, Kind } from 'graphql';
import { namedType } from '../core/graphql/named-type.ts';
import { argumentsOf, directivesNamed, subgraphNames } from './join-directives.ts';
import { type NameTree, nameTreeOf } from './name-tree.ts';

/**
 * The composite types of a supergraph as each of its subgraphs, by name, knows them (join spec). Of a Federation 1
 * supergraph it tells nothing: there, all subgraphs know a type alike.
 */
export interface SubgraphTypes {
  /** The object types that a value of the type may have there; none where the subgraph has no such type. */
  objectTypesOf(subgraph: string, type: string): ReadonlySet<string>;
  isInterfaceObject(subgraph: string, type: string): boolean;
  /** The subgraphs that know the type. */
  subgraphsOf(type: string): readonly string[];
  /** The named type of a field's value there; undefined where the subgraph does not have the field. */
  valueTypeOf(subgraph: string, type: string, field: string): string | undefined;
  /** The keys by which the subgraph resolves the type. */
  keysOf(subgraph: string, type: string): readonly NameTree[];
  /** Whether the subgraph has a field only as one that others resolve: it is in no key and in no `@provides` there. */
  isOnlyExternal(subgraph: string, type: string, field: string): boolean;
  /** The fields of objects and interfaces. */
  readonly fields: readonly FieldInSubgraphs[];
}

export interface FieldInSubgraphs {
  readonly type: string;
  readonly name: string;
  /** The named type of its value, by subgraph. */
  readonly valueTypes: ReadonlyMap<string, string>;
}

type Joins = readonly Partial<Record<string, string>>[];

const nothing: ReadonlySet<string> = new Set();

export function buildSubgraphTypes(supergraph: DocumentNode): SubgraphTypes {
  const names = subgraphNames(supergraph);
  const definitions = supergraph.definitions.filter(isTypeDefinitionNode);
  const knownIn = new Map<string, Set<string>>();
  const interfaceObjects = new Set<string>();
  const external = new Set<string>();
  /** By subgraph, the names in keys and in `@provides`. */
  const ownNames = new Map<string, Set<string>>();
  const keys = new Map<string, NameTree[]>();
  for (const node of definitions) {
    for (const { graph, key, resolvable, isInterfaceObject } of joins(node, 'join__type')) {
      const place = `${nameOf(graph)} ${node.name.value}`;
      addTo(knownIn, node.name.value, nameOf(graph));
      for (const name of key?.match(/\w+/g) ?? []) addTo(ownNames, nameOf(graph), name);
      if (isInterfaceObject === 'true') interfaceObjects.add(place);
      if (key !== undefined && resolvable !== 'false')
        keys.set(place, [...(keys.get(place) ?? []), nameTreeOf([key])]);
    }
  }
  const objectTypes = new Map<string, Set<string>>();
  const fields = new Map<string, FieldInSubgraphs>();
  for (const node of definitions) {
    const type = node.name.value;
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = joins(node, 'join__unionMember');
      for (const { graph, member = '' } of members) addTo(objectTypes, `${nameOf(graph)} ${type}`, member);
      // Before version 0.3 of the spec: a member is one wherever both are known.
      if (members.length === 0)
        for (const { name } of node.types ?? [])
          for (const subgraph of knownIn.get(type) ?? [])
            if (knownIn.get(name.value)?.has(subgraph)) addTo(objectTypes, `${subgraph} ${type}`, name.value);
    }
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const subgraph of knownIn.get(type) ?? []) addTo(objectTypes, `${subgraph} ${type}`, type);
      for (const { graph, interface: parent = '' } of joins(node, 'join__implements'))
        addTo(objectTypes, `${nameOf(graph)} ${parent}`, type);
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      for (const join of joins(field, 'join__field')) {
        if (join['external'] === 'true') external.add(`${nameOf(join['graph'])} ${type}.${field.name.value}`);
        for (const name of join['provides']?.match(/\w+/g) ?? [])
          addTo(ownNames, nameOf(join['graph']), name);
      }
      fields.set(`${type}.${field.name.value}`, {
        type,
        name: field.name.value,
        valueTypes: valueTypesOf(field, knownIn.get(type) ?? nothing),
      });
    }
  }
  return {
    objectTypesOf: (subgraph, type) => objectTypes.get(`${subgraph} ${type}`) ?? nothing,
    isInterfaceObject: (subgraph, type) => interfaceObjects.has(`${subgraph} ${type}`),
    subgraphsOf: (type) => [...(knownIn.get(type) ?? [])],
    valueTypeOf: (subgraph, type, field) => fields.get(`${type}.${field}`)?.valueTypes.get(subgraph),
    keysOf: (subgraph, type) => keys.get(`${subgraph} ${type}`) ?? [],
    isOnlyExternal: (subgraph, type, field) =>
      external.has(`${subgraph} ${type}.${field}`) && ownNames.get(subgraph)?.has(field) !== true,
    fields: [...fields.values()],
  };

  function nameOf(graph = ''): string {
    return names.get(graph) ?? graph;
  }

  /** A field that says nothing of subgraphs is in all that know its type. */
  function valueTypesOf(field: FieldDefinitionNode, subgraphs: ReadonlySet<string>): Map<string, string> {
    const type = namedType(field.type);
    const own = joins(field, 'join__field');
    if (own.length === 0) return new Map([...subgraphs].map((subgraph) => [subgraph, type]));
    return new Map(
      own.flatMap(({ graph, type: written }) =>
        graph === undefined ? [] : [[nameOf(graph), written?.match(/\w+/)?.[0] ?? type] as const],
      ),
    );
  }
}

function joins({ directives }: Pick<FieldDefinitionNode, 'directives'>, name: string): Joins {
  return directivesNamed(directives, name).map(argumentsOf);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
