import { type DocumentNode, Kind } from 'graphql';
import { rootTypes } from '../root-types.ts';
import { type GraphField, type GraphType, readGraphTypes } from './read-graph-types.ts';

/**
 * Returns the fields whose values may be fetched separately from their objects, as `Type.field`: root fields of
 * queries; fields that a subgraph which returns such an object cannot resolve itself; and fields with a connector of
 * their own. A key field is not included, because clients identify objects by it: the fields that return objects
 * without this key are included instead. So that the schema and the operations of clients remain valid, fields of the
 * same name are included in types that can occur at the same position. (An operation that gives two fields with
 * different names the same alias may still become invalid.)
 */
export function boundaryFields(supergraph: DocumentNode): ReadonlySet<string> {
  const types = readGraphTypes(supergraph);
  const roots = rootTypes(supergraph);
  const objects = possibleObjects(supergraph, types);
  const origins = originsOf(types, objects);
  const found = new Set<string>();
  for (const type of types.values()) {
    if (!type.isObject) continue;
    for (const field of type.fields) {
      const coordinate = `${type.name}.${field.name}`;
      if (type.name === roots.query || field.hasConnector) found.add(coordinate);
      for (const [graph, returning] of origins.get(type.name) ?? []) {
        if (resolves(graph, type, field, types)) continue;
        for (const boundary of type.keyFields.has(field.name) ? returning : [coordinate]) found.add(boundary);
      }
    }
  }
  addMatchingFields(found, types, objects);
  // The client that writes reads the result of the write: a null in it must not look like a value.
  const isOfWrite = (coordinate: string): boolean =>
    [roots.mutation, roots.subscription].some((root) => coordinate.startsWith(`${root}.`));
  return new Set([...found].filter((coordinate) => !isOfWrite(coordinate)));
}

/** Whether a subgraph resolves the field of the type, itself or as an `@interfaceObject`. */
function resolves(
  graph: string,
  type: GraphType,
  field: GraphField,
  types: ReadonlyMap<string, GraphType>,
): boolean {
  if (field.resolvedBy.has(graph)) return true;
  return type.interfaces.some((name) => {
    const implemented = types.get(name);
    if (!implemented?.interfaceObjectIn.has(graph)) return false;
    return implemented.fields.some((other) => other.name === field.name && other.resolvedBy.has(graph));
  });
}

/**
 * Adds the fields that must be nullable too: the interface fields that a nullable field implements (GraphQL spec,
 * IsValidImplementationFieldType), and fields of the same name that one selection set can select on another type
 * (FieldsInSetCanMerge).
 */
function addMatchingFields(
  found: Set<string>,
  types: ReadonlyMap<string, GraphType>,
  objects: ReadonlyMap<string, readonly string[]>,
): void {
  const groupsOf = new Map<string, string[]>();
  for (const [name, members] of objects) {
    const group = types.has(name) ? [name, ...members] : members;
    // An object type is in a group of its own, which adds nothing.
    if (types.get(name)?.isObject) continue;
    for (const type of new Set(group)) getOrAdd(groupsOf, type, () => []).push(name);
  }
  const fields = new Map(
    [...types].map(([name, type]) => [name, new Set(type.fields.map((field) => field.name))]),
  );
  const visited = new Set<string>();
  // Iteration over a set includes the elements that are added during it.
  for (const coordinate of found) {
    const [type = '', field = ''] = coordinate.split('.');
    for (const group of groupsOf.get(type) ?? []) {
      const key = `${group}.${field}`;
      if (visited.has(key)) continue;
      visited.add(key);
      for (const member of [group, ...(objects.get(group) ?? [])])
        if (fields.get(member)?.has(field)) found.add(`${member}.${field}`);
    }
  }
}

/**
 * Returns by object type the subgraphs that return such an object, each with the fields that return it, except lists
 * with nullable items.
 */
function originsOf(
  types: ReadonlyMap<string, GraphType>,
  objects: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const provided = providedFields(types);
  const origins = new Map<string, Map<string, Set<string>>>();
  for (const type of types.values()) {
    for (const field of type.fields) {
      const coordinate = `${type.name}.${field.name}`;
      for (const output of field.outputs) {
        if (output.isExternal && !provided.has(`${output.graph}.${field.name}`)) continue;
        const isInterfaceObject = types.get(output.type)?.interfaceObjectIn.has(output.graph) ?? false;
        for (const name of objects.get(output.type) ?? []) {
          // An `@interfaceObject` can be any object that implements it, although the subgraph has no such type.
          if (!isInterfaceObject && !types.get(name)?.graphs.has(output.graph)) continue;
          const byGraph = getOrAdd(origins, name, () => new Map<string, Set<string>>());
          const returning = getOrAdd(byGraph, output.graph, () => new Set());
          // A null among nullable items of a list does not null anything else.
          if (!field.hasNullableItems) returning.add(coordinate);
        }
      }
    }
  }
  return origins;
}

/** Returns the names of the fields that some `@provides` of a subgraph selects, each as `graph.name`. */
function providedFields(types: ReadonlyMap<string, GraphType>): ReadonlySet<string> {
  const provided = new Set<string>();
  for (const type of types.values())
    for (const field of type.fields)
      for (const { graph, names } of field.provides)
        for (const name of names) provided.add(`${graph}.${name}`);
  return provided;
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

/** Returns by type the possible object types of its values. */
function possibleObjects(
  supergraph: DocumentNode,
  types: ReadonlyMap<string, GraphType>,
): ReadonlyMap<string, readonly string[]> {
  const objects = new Map<string, string[]>();
  for (const type of types.values()) {
    if (!type.isObject) continue;
    for (const name of [type.name, ...type.interfaces]) {
      const known = objects.get(name);
      if (known) known.push(type.name);
      else objects.set(name, [type.name]);
    }
  }
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    objects.set(
      node.name.value,
      (node.types ?? []).map(({ name }) => name.value),
    );
  }
  return objects;
}
